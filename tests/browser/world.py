# SPDX-License-Identifier: GPL-3.0-or-later
"""A small world with one of everything, its texts long and awkward, and the addresses each role meets in it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from casestudies import actions as studies
from casestudies.models import CaseStudy, Section, SectionKey
from newsletter.mirroring import apply_many
from outreach.models import SyncRun
from partnerships import actions
from partnerships.stages import Phase
from tests.factories import (
    AdvocateFactory,
    AffiliateFactory,
    CaseStudyFactory,
    ClaimFactory,
    CommitmentFactory,
    ContributionFactory,
    ContributorFactory,
    EvidenceFactory,
    InstitutionFactory,
    MouFactory,
    PageFactory,
    PartnershipFactory,
    SourceFactory,
    UserFactory,
    member,
)
from work import actions as work

LONG_WORD = "Donaudampfschifffahrtsgesellschaftsarchivverwaltungsgebäude"
WIKITEXT = f"""They lent us '''a scanner''' for a year, see https://museum.example/{"a-long-address/" * 8} for all of it.

=== Steps ===
* Ask
** again, in {LONG_WORD}
{{| class="wikitable"
! Year !! Scans !! Photographs !! Sound recordings !! Newspapers !! Maps and plans
|-
| 2024 || 1,200 || 3,400 || {LONG_WORD} || 500 || 12
|}}
 a line of code that is longer than any telephone's screen could ever hope to show in one piece
[[GLAM/Newsletter|More]] and [https://museum.example/ the museum]
"""


@dataclass(frozen=True)
class World:
    """Who looks, None for a stranger, and at which addresses."""

    coordinator: User
    volunteer: User
    wmf: User
    addresses: dict[str, tuple[User | None, tuple[str, ...]]]

    def __iter__(self):
        return iter(self.addresses.values())


def furnish() -> World:
    """Fill the database; at most some ten rows a list, because axe is slow on long ones."""
    affiliate = AffiliateFactory(name="Wikimedia Österreich und Liechtenstein in der Vorstellung")
    coordinator = member("coordinator", affiliate, wiki_username="Clara Cartographer")
    volunteer, wmf = UserFactory(), UserFactory(is_wmf_staff=True)
    partnership, mou = _partnerships(coordinator, affiliate)
    institution = partnership.institution
    study, contributor = _mirror(institution)
    run = _runs(study.page.source)
    report = _newsletter()
    draft = studies.begin_case_study(by=volunteer, title="A scanner on loan", institution=institution)
    about = f"/institutions/{institution.pk}/"
    at = partnership.get_absolute_url()
    addresses = {
        "stranger": (
            None,
            (
                "/", "/sign-in/", "/institutions/", about, "/case-studies/", study.get_absolute_url(),
                "/contributors/", contributor.get_absolute_url(), "/contributors/remove-me/", "/partnerships/", at,
                "/newsletter/", report.get_absolute_url(), "/newsletter/trends/",
            ),
        ),
        "coordinator": (
            coordinator,
            (
                "/", "/institutions/?q=museum", about, "/institutions/add/", f"{about}correct/",
                f"{about}advocates/introduce/", f"{about}open-partnership/", "/board/", "/partnerships/", at,
                f"{at}move/", f"{at}correct/", f"{at}next-step/", "/moves/", "/agreements/",
                mou.get_absolute_url(), f"{mou.get_absolute_url()}correct/", f"{mou.get_absolute_url()}sign/",
                f"/dashboards/affiliates/{affiliate.pk}/", "/contributors/claims/",
            ),
        ),
        "volunteer": (
            volunteer,
            ("/case-studies/begin/", f"/case-studies/{draft.pk}/write/", draft.get_absolute_url(), "/account/tokens/"),
        ),
        "wmf": (
            wmf,
            (
                "/dashboards/movement/", "/sync/", run.get_absolute_url(), at, f"{study.get_absolute_url()}link/",
                "/newsletter/names/", "/newsletter/names/map/?name=Freedonia",
            ),
        ),
    }  # fmt: skip
    return World(coordinator, volunteer, wmf, addresses)


def _newsletter():
    """A report with everything in it, and one about nobody knows what."""
    text = (
        "{{GLAM/Newsletter/Title|Letters of "
        + LONG_WORD
        + "; Maps 2022|By [[User:Ada Example|Ada Example]]}}\n"
        "=== Letters ===\nAll letters are online, see [[:commons:Category:Letters]].\n* 1,234 letters\n=== Maps ===\nMaps too."
    )
    pages = [
        PageFactory(title=f"GLAM/Newsletter/May 2022/Contents/{name} report", text=text, kind="newsletter")
        for name in ("Norway", "Freedonia")
    ]
    apply_many(pages)
    return pages[0].newsletter_report


def _partnerships(coordinator, affiliate):
    """One in each of some phases; the first is public and has an agreement and an advocate."""
    shown = PartnershipFactory(
        affiliate=affiliate,
        lead=coordinator,
        phase=Phase.CONVERSATION,
        institution__name=f"Museum und {LONG_WORD}",
        institution__names={"ar": "متحف الغيوم العابرة", "fr": "Musée des nuages qui passent"},
        institution__place="Ys",
        institution__website=f"https://museum.example/{'a-long-address/' * 8}",
        institution__wikidata_item="Q424242",
        institution__latitude="48.86061",
        institution__longitude="2.33764",
        is_public=True,
        summary=f"They hold the plates.\n\nWe need them: {LONG_WORD}.",
        notes="Ask the director first.",
        next_step="Send the scanning plan",
        next_step_on=timezone.localdate() - timedelta(days=3),
    )
    agreement = shown.pipeline.stages.get(phase=Phase.AGREEMENT)
    shown = actions.move_to_stage(shown, agreement, by=coordinator, note=f"A good talk about {LONG_WORD}.")
    AdvocateFactory(
        institution=shown.institution,
        affiliate=affiliate,
        name="Perpetua Zirconium",
        post="Head of the photographic department",
        email=f"perpetua.zirconium@{'long-' * 8}museum.example",
        phone="+00 000 0000",
        wiki_username="Perpetua Z",
        engagement="champion",
    )
    mou = MouFactory(
        partnership=shown,
        title=f"Memorandum on the {LONG_WORD}",
        ends_on=timezone.localdate() + timedelta(days=60),
        link=f"https://museum.example/{'a-long-address/' * 8}",
    )
    today = timezone.localdate()
    CommitmentFactory(
        mou=mou, due_on=today + timedelta(days=40), what=f"Release the plates of the {LONG_WORD}"
    )
    CommitmentFactory(mou=mou, party="affiliate", due_on=today - timedelta(days=1))
    CommitmentFactory(mou=mou, party="volunteers", state="kept", settled_on=today)
    for phase, name in ((Phase.IDENTIFIED, "Archive of Tides"), (Phase.ACTIVE, "Library of Clouds")):
        PartnershipFactory(affiliate=affiliate, lead=coordinator, phase=phase, institution__name=name)
    InstitutionFactory(name="متحف مرصد الظهيرة", country="EG", kind="museum")
    return shown, mou


def _mirror(institution) -> tuple[CaseStudy, object]:
    source = SourceFactory(host="127.0.0.1:1")
    page = PageFactory(source=source, title=f"GLAM/Case studies/{LONG_WORD}", text=WIKITEXT)
    study = CaseStudyFactory(
        mirrored=True, page=page, title=f"Case: {LONG_WORD}", institution=institution, country="FR",
        lead="How a borrowed scanner opened an archive.",
    )  # fmt: skip
    for position, key in enumerate(SectionKey):
        Section.objects.create(case_study=study, key=key, text=WIKITEXT, position=position)
    CaseStudyFactory(
        mirrored=True, title="دراسة حالة", language="ar", country="EG", lead="كيف فتح الماسح الأرشيف"
    )
    contributor = ContributorFactory(source=source, username=f"Ada {LONG_WORD}")
    ContributionFactory(contributor=contributor, page=page, role="named", confidence=0.5)
    claim = ClaimFactory(contributor=contributor, value=f"WMNW {LONG_WORD}")
    EvidenceFactory(claim=claim, page=page, confidence=0.5)
    return study, contributor


def _runs(source) -> SyncRun:
    """One that failed with something to say, and one that went well."""
    reasons = [{"title": f"GLAM/Case studies/{LONG_WORD}", "reason": "hidden", "detail": ""}]
    failed = SyncRun.objects.create(run=work.queue("outreach.sync"), source=source, reasons=reasons)
    work.fail(work.claim(failed.run_id), "The wiki did not answer in time.")
    done = SyncRun.objects.create(run=work.queue("outreach.sync"), source=source, created=2)
    work.finish(work.claim(done.run_id))
    return failed
