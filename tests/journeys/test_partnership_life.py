# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a partnership, from an institution nobody knew to one that everybody can learn from."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import timezone

from casestudies.models import CaseStudy
from outreach import tasks
from outreach.models import Page, SyncRun
from partnerships.models import Advocate, Institution, Mou, Partnership
from tests.factories import MouFactory, PartnershipFactory
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.django_db

# Words that must never reach somebody they are not for.
ADVOCATE = "Perpetua Zirconium"
MAIL = "perpetua.zirconium@museum.example"
SUMMARY = "quagga-summary: they hold the glass plates we miss"
NOTES = "quagga-notes: the director wants a press release first"
REASON = "quagga-reason: a word with the curator over tea"
STEP = "quagga-step: send the scanning plan"
AGREEMENT = "quagga-agreement of the glass plates"
PROMISES = ("quagga-promise: release 500 plates", "quagga-promise: train two curators")
DRAFT = "quagga-draft about the first upload"
FILED = "quagga-filed: plates for everybody"
FILED_TEXT = "quagga-text: we began with a broken scanner"
CANARIES = (ADVOCATE, "Zirconium", MAIL, "quagga")

WAY = ("Researched", "Contacted", "In conversation", "Pilot", "Agreement")
IN_TWO_MONTHS = timezone.localdate() + timedelta(days=60)


@dataclass
class Life:
    """Where the things of this story stand."""

    institution: str = ""
    partnership: str = ""
    agreement: str = ""
    case_study: str = ""


@pytest.fixture
def life(coordinator, sign_in):
    """A partnership that a coordinator brought from nothing to Agreement, page by page."""
    steward, life = sign_in(coordinator), Life()
    life.institution = _add_institution_and_advocate(steward)
    life.partnership = _open_partnership(steward, life.institution)
    for stage in WAY:
        _move(steward, life.partnership, stage, note=REASON)
    steward.open(life.partnership).follow("Correct").send(notes=NOTES)
    yesterday = timezone.localdate() - timedelta(days=1)
    steward.open(f"{life.partnership}next-step/").send(next_step=STEP, next_step_on=yesterday.isoformat())
    return life


@pytest.fixture
def steward(life, coordinator):
    """The coordinator's browser, after all that; no second sign-in form."""
    visitor = Visitor()
    visitor.client.force_login(coordinator)
    return visitor


def _add_institution_and_advocate(steward) -> str:
    page = steward.open("/").follow("Add an institution")
    page = page.send(name="Museum of Glass Plates", kind="museum", country="France", place="Ys")
    assert "The institution is added." in page.text
    institution = page.path
    page = page.follow("Add an advocate").send(
        name=ADVOCATE, post="Curator", email=MAIL, engagement="champion"
    )
    assert page.path.startswith("/advocates/")
    assert ADVOCATE in page.text
    assert ADVOCATE in steward.open(institution).text
    return institution


def _open_partnership(steward, institution) -> str:
    page = steward.open(institution).follow("Open a partnership")
    page = page.send("Open the partnership", summary=SUMMARY, origin="the institution")
    assert "The partnership is open. Plan the next step." in page.text
    return page.path


def _move(visitor, partnership, stage, **answers):
    """One move by the form; the page that follows."""
    return visitor.open(partnership).follow("Move to another stage").send("Move", stage=stage, **answers)


def _agree(steward, life):
    """Draft an agreement with two commitments and sign it."""
    page = steward.open(life.partnership).follow("Draft an agreement")
    page = page.send(
        kind="memorandum",
        title=AGREEMENT,
        ends_on=IN_TWO_MONTHS.isoformat(),
        link="https://pond.example/agreement",
    )
    life.agreement = page.path
    for party, promise in zip(("institution", "affiliate"), PROMISES, strict=True):
        page = page.follow("Note a commitment")
        page = page.send("Note it", party=party, what=promise, due_on=IN_TWO_MONTHS.isoformat())
        assert "The commitment is noted." in page.text
    page = page.follow("Record the signatures").send(signed_on=timezone.localdate().isoformat())
    assert (page.path, "The signatures are recorded." in page.text) == (life.agreement, True)


def test_partnership_walks_from_first_contact_to_active(life, steward):
    refused = _move(steward, life.partnership, "Active")
    standing = Partnership.objects.get().phase
    _agree(steward, life)
    told = _move(steward, life.partnership, "Active")

    assert (refused.status, standing) == (422, "agreement")
    assert "“Active” needs an agreement in force: record the signed one first." in refused.text
    assert "Museum of Glass Plates is now in “Active”." in told.text
    # The people stand in a part of the page that is asked for by itself.
    record = steward.open(life.partnership).text + steward.open(f"{life.partnership}people/").text
    assert all(text in record for text in (SUMMARY, NOTES, REASON, STEP, AGREEMENT, ADVOCATE))
    agreement = Mou.objects.get()
    assert (agreement.standing, agreement.commitments.count()) == ("in_force", 2)


def test_partnership_cannot_skip_the_agreement(life, steward):
    _move(steward, life.partnership, "Contacted", note="we begin anew")
    page = steward.open(life.partnership).follow("Move to another stage")

    with pytest.raises(AssertionError, match="cannot be chosen"):
        page.send("Move", stage="Active")


def test_same_form_sent_twice_makes_one_institution(steward):
    page = steward.open("/institutions/add/")
    first = page.send(name="Twice Library", kind="library", country="France")
    second = page.send(name="Twice Library", kind="library", country="France")

    assert second.path == first.path
    assert Institution.objects.filter(name="Twice Library").count() == 1


def test_two_editors_of_one_partnership_are_told_of_each_other(life, steward, affiliate_admin, sign_in):
    theirs = steward.open(life.partnership).follow("Correct")
    sign_in(affiliate_admin).open(life.partnership).follow("Correct").send(notes="Written first.")
    refused = theirs.send(notes="Written second.")
    told = refused.send("Save", notes="Written second, knowingly.", **{"keep-notes": "mine"})

    assert (refused.status, "Written first." in refused.text) == (409, True)
    assert (told.status, Partnership.objects.get().notes) == (200, "Written second, knowingly.")


def _file_case_study(writer, life, affiliate) -> None:
    page = writer.open("/case-studies/").follow("Write a case study")
    page = page.send("Look it up", title=FILED, institution_q="glass plates")
    page = page.send(
        "Begin", title=FILED, institution=life.institution.split("/")[-2], affiliate=str(affiliate.pk)
    )
    assert page.path.endswith("/write/"), page.text
    page = page.send("Save draft", section_summary=FILED_TEXT)
    page = page.send(
        "Look it over and file it", section_summary=FILED_TEXT, section_outcomes="500 plates, all free."
    )
    page = page.send("File it all the same", licence="on", people_named="none")
    life.case_study = page.path
    assert (page.status, FILED_TEXT in page.text) == (200, True)
    writer.open("/case-studies/begin/").send("Begin", title=DRAFT)


def _sync(staff, settings, url) -> SyncRun:
    """Press the button, and let the worker's task do what it waits for."""
    settings.WIKI_URL = url
    page = staff.open("/").follow("Sync").send("Sync now")
    assert "The sync is on its way." in page.text
    run = SyncRun.objects.get()
    tasks.run_sync(run.run_id)
    return SyncRun.objects.select_related("run").get(pk=run.pk)


@pytest.mark.wiki
def test_everybody_sees_their_part_of_it(
    life, steward, coordinator, volunteer, wmf_staff, stranger, sign_in, passer_by, settings, mediawiki
):
    _agree(steward, life)
    _move(steward, life.partnership, "Active")
    _file_case_study(sign_in(volunteer), life, coordinator.affiliate)
    staff = sign_in(wmf_staff)
    _others()

    run = _sync(staff, settings, mediawiki.url)

    assert (run.run.state, run.run.error) == ("done", "")
    assert run.created == Page.objects.count() > 50
    _check_the_dashboard(staff)
    assert _as_seen_by(steward, life) == (200, 200, 200)
    assert _as_seen_by(staff, life) == (200, 200, 200)
    assert _as_seen_by(sign_in(stranger), life) == (404, 404, 404)
    # A stranger is asked to sign in where there is something to sign in for, and told no more than that.
    assert _as_seen_by(passer_by, life) == (404, 302, 404)
    _check_that_nothing_leaks(passer_by)

    steward.open(life.partnership).follow("Correct").send(is_public=True)
    shown = passer_by.open(life.partnership)

    assert SUMMARY in shown.text
    assert not any(text in shown.source for text in (NOTES, REASON, STEP, AGREEMENT, ADVOCATE, MAIL))
    assert coordinator.wiki_username not in shown.source


def _others() -> None:
    """What must not be counted with the rest: a closed partnership, no next step, no end, and a move of long ago."""
    declined = PartnershipFactory(phase="declined", next_step_on=timezone.localdate() - timedelta(days=9))
    MouFactory(partnership=PartnershipFactory(phase="pilot"), signed=True)
    long_ago = timezone.now() - timedelta(days=91)
    declined.moves.create(
        affiliate=declined.affiliate, target=declined.stage, by=declined.lead, moved_at=long_ago
    )


def _as_seen_by(visitor, life) -> tuple[int, int, int]:
    return tuple(visitor.status(path) for path in (life.partnership, life.agreement, life.case_study))


def _check_the_dashboard(staff) -> None:
    """Every number is that of the rows, and leads to a list of as many."""
    page = staff.open("/").follow("Dashboard")
    figures = page.response.context["figures"]

    assert (figures.open, figures.phases) == (2, {"active": 1, "pilot": 1, "declined": 1})
    # The opening counts as a move: it is when the partnership entered its first stage.
    assert (figures.moves, figures.expiring, figures.overdue) == (len(WAY) + 2, 1, 1)
    shared = CaseStudy.objects.filter(state__in=["mirrored", "filed"])
    assert figures.case_studies_total == shared.count() > 10
    assert figures.last_sync["state"] == "done"

    context, addresses = page.response.context, page.response.context["addresses"]
    leading = {
        addresses["open"]: figures.open,
        addresses["moves"]: figures.moves,
        addresses["expiring"]: figures.expiring,
        addresses["overdue"]: figures.overdue,
        addresses["studies"]: figures.case_studies_total,
    } | {
        address: count
        for _label, count, address in (*context["phases"], *context["aside"], *context["countries"])
    }
    leading.pop("", None)  # a figure without a list of its own stands there without a link
    offered = {address for _text, address in page.links}
    assert set(leading) <= offered
    assert {address: staff.open(address).counted for address in leading} == leading


def _check_that_nothing_leaks(passer_by) -> None:
    """Walk through all that is open to everybody, pages and API, and search for what must not be found."""
    seen = _walk(passer_by, ["/", "/partnerships/", "/api/schema/", *_API, *_SEARCHES])

    for path, source in seen.items():
        # A page may repeat the question it was asked: in its links, in its field, and as a chip.
        told = source
        for words in _ASKED:
            for repeated in (f"q={words}", f'value="{words}"', f"<bdi>{words}</bdi>"):
                told = told.replace(repeated, "")
        assert not [canary for canary in CANARIES if canary in told], path
    assert len(seen) > 80
    assert sum(path.startswith("/case-studies/") for path in seen) > 20
    assert Advocate.objects.get().name == ADVOCATE  # what was searched for does exist


_NAMES = (
    "institutions",
    "advocates",
    "partnerships",
    "stages",
    "moves",
    "agreements",
    "contributors",
    "sync-runs",
    "case-studies",
)
_API = [f"/api/v1/{name}/" for name in _NAMES]
_ASKED = ("quagga", "Zirconium")
_SEARCHES = [
    f"{path}?q={words}"
    for path in (
        "/institutions/",
        "/partnerships/",
        "/case-studies/",
        "/contributors/",
        "/api/v1/case-studies/",
    )
    for words in _ASKED
]
_MOST = 400


def _walk(visitor, begin: list[str]) -> dict[str, str]:
    """The source of every page that can be reached from these without signing in, the first of each address."""
    waiting, seen = list(begin), {}
    while waiting and len(seen) < _MOST:
        path = waiting.pop(0)
        if path in seen:
            continue
        page = visitor.open(path)
        assert page.status < 500, path
        seen[path] = page.source
        for _text, address in page.links:
            target = urljoin(page.path, address).partition("#")[0]
            parts = urlsplit(target)
            # One page of each list is enough; its filters are asked for above.
            if not parts.netloc and parts.path.startswith("/") and not parts.query and target not in seen:
                waiting.append(target)
    return seen
