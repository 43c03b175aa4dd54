# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault we know of a wiki or of the way to it, met in the middle of a sync against a real MediaWiki.

Each ends in its named state; whatever it is, nothing held is emptied, and the next sync is as if nothing had been.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from casestudies.models import CaseStudy
from localwiki import faults as proxy
from outreach import actions, connection, tasks
from outreach.models import Contribution, Page, SyncRun
from outreach.wiki import session
from tests.outreach.wiki.fake import serving
from tests.wiki.conftest import start_wiki

pytestmark = pytest.mark.django_db

STUDIES = "GLAM/Case studies/"
TIDY = STUDIES + "Museum of Example Bay"
OTHER = STUDIES + "Print Room of Zenda"
BATCH, SWEEP = "rvprop", "gapprefix=GLAM"
HELD = ("title", "kind", "state", "revision", "text", "sha1", "fault", "categories", "properties")


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    """One wiki for all faults: each test changes pages of its own, or one that every test may change."""
    with start_wiki(tmp_path_factory.mktemp("faulty"), 80) as running:
        yield running


@pytest.fixture
def faults(wiki):
    with proxy.start(wiki.port) as before_it:
        yield before_it


@pytest.fixture
def sync(faults, settings, monkeypatch):
    """Syncs as the worker does, without the waits; `waited` are the seconds it would have slept."""
    waited: list[float] = []
    monkeypatch.setattr(connection, "_sleep", lambda seconds, beat: (waited.append(seconds), beat()))
    monkeypatch.setattr(
        session, "LONGEST_AWAY", 0.01
    )  # what all of us keep away is told to them, not waited here
    settings.WIKI_URL = faults.url
    on_usual_terms = connection.terms
    monkeypatch.setattr(
        connection, "terms", lambda site, **asked: on_usual_terms(site, **asked) | {"deadline": 4.0}
    )

    def run() -> SyncRun:
        sync_run = actions.request_sync(by=None)
        tasks.run_sync(sync_run.run_id)
        return SyncRun.objects.select_related("run", "source").get(pk=sync_run.pk)

    run.waited = waited
    return run


def held():
    """What we hold, as far as the wiki can change it."""
    pages = {row["page_id"]: row for row in Page.objects.values("page_id", *HELD)}
    studies = set(CaseStudy.objects.values_list("page__page_id", "title", "state", "lead"))
    people = set(
        Contribution.objects.values_list("page__page_id", "contributor__username", "role", "revision")
    )
    return pages, studies, people


def error(code: str, info: str = "So it is."):
    return {"error": {"code": code, "info": info}}


@dataclass
class Case:
    """A fault: how it is armed, the run's end, what its error says, the seconds waited (None: whatever)."""

    name: str
    mode: str = "answer"
    arg: Any = 1
    times: int = 1
    match: str = BATCH
    ends: str = "done"
    says: str = ""
    waited: list[float] | None = None


def soon() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)


def reshaped(change: Callable[[dict], object]) -> Callable[[dict], dict]:
    """Makes of an answer one in which the page TIDY was changed."""

    def reshape(answer: dict) -> dict:
        for page in answer["query"]["pages"]:
            if page["title"] == TIDY:
                change(page)
        return answer

    return reshape


def round_in_circles(answer: dict) -> dict:
    return answer | {"continue": {"gapcontinue": "GLAM/A", "continue": "gapcontinue||"}}


def twice_over(answer: dict) -> dict:
    answer["query"]["pages"] = answer["query"]["pages"][::-1] * 2
    return answer


FAULTS = [
    Case("1 maxlag", "maxlag", 2, times=2, waited=[2, 2]),
    Case("2 lag without Retry-After", "maxlag", None, waited=[5]),
    Case("3 Retry-After as a date", "429", soon, waited=None),
    Case("4 maxlag without any header", arg=error("maxlag"), waited=[5]),
    Case("5 too many requests", "429", 5, waited=[5]),
    Case("5 too many requests, for longer than a worker waits", "429", 4000, ends="failed", says="too often", waited=[]),
    Case("6 too many requests, nothing told", "429", None, times=2),
    Case("7 unavailable twice", "503", 1, times=2, waited=[1, 1]),
    Case("8 error page of the edge", "502", times=2),
    Case("8 error page of the edge, for good", "500", times=9, ends="failed", says="has trouble"),
    Case("9 maintenance page with status 200", "html"),
    Case("9 maintenance page for good", "html", times=9, ends="failed", says="web page"),
    Case("10 JSON cut short", "half"),
    Case("10 body shorter than it says", "cut"),
    Case("10 JSON cut short for good", "half", times=9, ends="failed", says="cut short"),
    Case("11 empty body", "empty", times=2),
    Case("11 bytes that are no text", "garbage"),
    Case("12 drip", "drip", 0.05, ends="failed", says="in time|still sending"),
    Case("13 silence", "slow", 5, ends="failed", says="in time"),
    Case("14 reset before the answer", "reset", times=2),
    Case("15 answer lost", "lost", times=2),
    Case("16 answer too late", "late", 5, ends="failed", says="in time"),
    Case("17 bad token", arg=error("badtoken"), ends="failed", says="badtoken"),
    Case("18 session lost", arg=error("assertuserfailed"), ends="failed", says="does not accept our sign-in"),
    Case("19 grant revoked", arg=error("mwoauth-invalid-authorization", "Not any more."), ends="failed", says="Not any more"),
    Case("20 access token expired", arg=error("mwoauth-invalid-authorization", "Expired."), match=SWEEP, ends="failed", says="Expired"),
    Case("21 nonce used", arg=error("mwoauth-invalid-authorization", "Nonce already used"), ends="failed", says="Nonce"),
    Case("22 blocked", arg=error("blocked", "You are blocked."), ends="failed", says="You are blocked"),
    Case("23 page protected", arg=error("protectedpage"), ends="failed", says="protectedpage"),
    Case("27 read-only", arg=error("readonly", "Moving house."), ends="failed", says="Moving house"),
    Case("28 rate limited", arg=error("ratelimited"), times=2, waited=[60, 60]),
    Case("29 redirect to itself", "301", ends="failed", says="sends us on"),
    Case("30 continuation in a circle", "reshape", round_in_circles, times=99, match=SWEEP, ends="failed", says="same part"),
    Case("30 pages twice and in disorder", "reshape", twice_over, match=SWEEP),
    Case("32 answer that is no object", arg=[], ends="done"),
    Case("32 query of another type", arg={"query": []}, times=9, ends="failed", says="shape we do not know"),
    Case("32 pages without ids", "reshape", lambda answer: {"query": {"pages": [{"title": "A"}]}}, match=SWEEP, ends="failed", says="without an id"),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
def test_fault_ends_in_its_named_state_and_the_next_sync_mends_it(wiki, faults, sync, monkeypatch, case):
    sync()
    before, known = held(), Page.objects.get(title=TIDY).text
    wiki.append(TIDY, f"\nA line after {case.name}.")
    monkeypatch.setattr(session, "SILENCE_SECONDS", 1)
    del sync.waited[:]
    arg = case.arg() if case.mode == "429" and callable(case.arg) else case.arg
    faults.inject(case.mode, times=case.times, match=case.match, arg=arg)

    met = sync()

    assert met.run.state == case.ends, met.run.error
    if case.ends == "failed":
        assert held() == before
        assert re.search(case.says, met.run.error), met.run.error
    if case.waited is not None:
        assert [round(seconds) for seconds in sync.waited] == case.waited
    faults.clear()
    sync()
    assert Page.objects.get(title=TIDY).text == f"{known}\nA line after {case.name}."
    assert len(held()[0]) == len(before[0])
    assert not Page.objects.filter(state="present", text="", sha1="").exists()


ODDITIES = {
    "no revisions": lambda page: page.pop("revisions"),
    "no revision among them": lambda page: page["revisions"].clear(),
    "revisions of another type": lambda page: page.__setitem__("revisions", "many"),
    "no slots": lambda page: page["revisions"][0].pop("slots"),
    "no text": lambda page: page["revisions"][0]["slots"]["main"].pop("content"),
    "text that is a number": lambda page: page["revisions"][0]["slots"]["main"].__setitem__("content", 7),
    "revision id that is text": lambda page: page["revisions"][0].__setitem__("revid", "7"),
    "no timestamp": lambda page: page["revisions"][0].pop("timestamp"),
    "timestamp of another kind": lambda page: page["revisions"][0].__setitem__("timestamp", "yesterday"),
    "contributors without names": lambda page: page.__setitem__("contributors", [{"userid": 3}]),
    "categories of another type": lambda page: page.__setitem__("categories", {"a": 1}),
    "properties of another type": lambda page: page.__setitem__("pageprops", ["a"]),
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_32_page_in_a_shape_we_do_not_know_is_quarantined_and_the_others_go_on(wiki, faults, sync, oddity):
    sync()
    before = held()[0]
    wiki.append(TIDY, f"\nA line after {oddity}.")
    wiki.append(OTHER, f"\nA line after {oddity}.")
    faults.inject("reshape", arg=reshaped(ODDITIES[oddity]), match=BATCH)

    met = sync()

    (said,) = [reason for reason in met.reasons if reason["title"] == TIDY]
    assert (met.run.state, said["reason"], met.changed) == ("done", "unreadable", 1)
    assert "shape we do not know" in said["detail"]
    page_id = Page.objects.get(title=TIDY).page_id
    assert held()[0][page_id] == before[page_id]
    assert Page.objects.get(title=OTHER).text.endswith(oddity + ".")
    sync()
    assert Page.objects.get(title=TIDY).text.endswith(oddity + ".")


def test_29_wiki_that_sends_us_to_another_host_is_not_followed(faults, sync):
    sync()
    before = held()
    with serving() as elsewhere:
        faults.inject("away", arg=elsewhere.url + "api.php", times=9, match=SWEEP)
        met = sync()
        asked = list(elsewhere.asked)

    assert (met.run.state, asked, held() == before) == ("failed", [], True)
    assert "we do not follow" in met.run.error


def test_13_wiki_that_nobody_answers_for_fails_the_run_in_words(faults, sync, settings):
    sync()
    before = held()
    settings.WIKI_URL = "http://127.0.0.1:9/w/"
    Page.objects.first().source.__class__.objects.update(host="127.0.0.1:9")

    met = sync()

    assert (met.run.state, held() == before) == ("failed", True)
    assert "could not be made" in met.run.error


def meanwhile(act: Callable[[], object]) -> Callable[[dict], dict]:
    """Lets somebody act on the wiki after it has listed its pages and before they are asked for."""

    def pass_on(answer: dict) -> dict:
        act()
        return answer

    return pass_on


def test_24_page_edited_between_listing_and_question_arrives_as_it_is_then(wiki, faults, sync):
    sync()
    wiki.append(TIDY, "\nThe listing sees this.")
    faults.inject("reshape", arg=meanwhile(lambda: wiki.append(TIDY, "\nAnd not this.")), match=SWEEP)

    met = sync()

    assert (met.run.state, met.changed) == ("done", 1)
    assert Page.objects.get(title=TIDY).text.endswith("And not this.")
    assert sync().changed == 0


def test_25_page_moved_between_listing_and_question_is_followed_by_its_id(wiki, faults, sync):
    title, to = STUDIES + "A museum about to move", STUDIES + "A museum that has moved"
    wiki.edit(title, "== Summary ==\nBefore the move all was here.")
    sync()
    page_id = Page.objects.get(title=title).page_id
    wiki.append(title, "\nMore.")
    faults.inject("reshape", arg=meanwhile(lambda: wiki.move(title, to)), match=SWEEP)

    sync()
    sync()

    page = Page.objects.get(page_id=page_id)
    assert (page.title, page.state, page.text.endswith("More.")) == (to, "present", True)
    assert Page.objects.get(title=title).redirects_to == to
    assert CaseStudy.objects.filter(page=page, state="mirrored").count() == 1


def test_26_page_deleted_between_listing_and_question_is_marked_and_its_text_kept(wiki, faults, sync):
    title = STUDIES + "A museum about to close"
    wiki.edit(title, "== Summary ==\nIt was open for a while.")
    sync()
    kept = Page.objects.get(title=title).text
    wiki.append(title, "\nMore.")
    faults.inject("reshape", arg=meanwhile(lambda: wiki.delete(title)), match=SWEEP)

    met = sync()

    page = Page.objects.get(title=title)
    assert (met.run.state, page.state, page.text) == ("done", "gone", kept)
    assert page.gone_at is not None


def test_31_revision_hidden_between_listing_and_question_leaves_no_text(wiki, faults, sync):
    title = STUDIES + "A museum with a secret"
    wiki.edit(title, "== Summary ==\nNothing secret in here at all.")
    sync()
    wiki.append(title, "\nA secret.")
    faults.inject("reshape", arg=meanwhile(lambda: wiki.hide_revision(title)), match=SWEEP)

    met = sync()

    page = Page.objects.get(title=title)
    assert (met.run.state, page.state, page.text) == ("done", "hidden", "")
    assert not CaseStudy.objects.filter(page=page, state="mirrored").exists()


def test_31_editor_whose_name_is_hidden_costs_nothing(wiki, sync):
    title = STUDIES + "A museum of the unnamed"
    wiki.edit(title, "== Summary ==\nWho wrote this is not told.", user="Pretend Pete")
    revision = wiki.append(title, "\nMore.", user="Admin")
    wiki.hide(wiki.query(title, rvlimit=2)["revisions"][1]["revid"], "user|comment")

    met = sync()

    assert (met.run.state, Page.objects.get(title=title).revision) == ("done", revision)
