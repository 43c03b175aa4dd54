# SPDX-License-Identifier: GPL-3.0-or-later
"""Publishing a case study: ordered by its author, settled by what the wiki answers."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from casestudies.actions.pictures import refuse_unfit
from casestudies.actions.rewriting import sections_of, take_sections
from casestudies.errors import (
    AcceptedFirst,
    ChangedMeanwhile,
    NamesPeople,
    NothingNew,
    NothingWritten,
    NotToBePublished,
    SettleFirst,
)
from casestudies.models import CaseStudy, Edition, KnownRevision
from casestudies.named_people import people_in
from casestudies.notifications import tell_author
from casestudies.parsing import ParsedSection
from casestudies.parsing.revising import are_same, compose, read, revise
from journal.actions import record, recorded
from outreach.actions import request_publication
from outreach.connection import wiki_host
from outreach.errors import AlreadyOnItsWay, MayBeThere
from outreach.models import Page, Publication, Source

KIND = "case-study"
TOOL = "GLAMwiki"
PUBLISHABLE = (CaseStudy.State.DRAFT, *CaseStudy.HANDED_IN, CaseStudy.State.PUBLISHED)


def wikitext_of(case_study: CaseStudy) -> str:
    """What would be sent to the wiki: the page as it was last agreed on, with our sections in it; or a new one."""
    edition = Edition.objects.filter(case_study=case_study).first()
    sections = sections_of(case_study)
    if edition and is_on_wiki(edition) and edition.base_text:
        return revise(edition.base_text, sections)
    return compose(sections, before=settings.WIKI_CASE_STUDY_TOP, after=settings.WIKI_CASE_STUDY_BOTTOM)


def is_on_wiki(edition: Edition) -> bool:
    """Whether there is a page of ours to be changed."""
    return edition.is_published and edition.gone_at is None


def waits_for_review(case_study: CaseStudy, edition: Edition | None) -> bool:
    """Whether a reviewer must accept it before it may go to the wiki (`CASE_STUDY_REVIEW_FIRST`).

    One that has a page there, or had one that is gone, was let through before: its author may put it right.
    """
    if not settings.CASE_STUDY_REVIEW_FIRST or case_study.state not in PUBLISHABLE:
        return False
    if case_study.state in (CaseStudy.State.ACCEPTED, CaseStudy.State.PUBLISHED):
        return False
    return not (edition and edition.is_published)


@recorded
def publish_case_study(
    case_study: CaseStudy, *, title: str, summary: str, version: int, by, people_named: str = ""
) -> Publication:
    """Order that the case study be put on the wiki as its author: a new page, or a change of the one it has.

    `people_named` is asked where the text seems to name somebody and nobody said that they agreed.
    Raises NotToBePublished, AcceptedFirst, ChangedMeanwhile, SettleFirst, NothingWritten, NamesPeople, PicturesUnfit,
    NothingNew, and of
    outreach.errors AlreadyOnItsWay, and MayBeThere while an order that was given up may be on the wiki all the same.
    """
    case_study = (
        CaseStudy.objects.select_for_update(of=("self",)).select_related("page").get(pk=case_study.pk)
    )
    if case_study.state not in PUBLISHABLE or case_study.author_id is None:
        raise NotToBePublished(case_study.get_state_display())
    if case_study.version != version:
        raise ChangedMeanwhile(case_study)
    if waits_for_review(case_study, Edition.objects.filter(case_study=case_study).first()):
        raise AcceptedFirst(case_study.get_state_display())
    edition, _new = (
        Edition.objects.select_for_update(of=("self",))
        .select_related("publication")
        .get_or_create(case_study=case_study)
    )
    _see_that_none_is_on_its_way(edition.publication)
    if edition.conflict_at:
        raise SettleFirst
    if not any(section.text.strip() for section in sections_of(case_study)):
        raise NothingWritten
    _see_that_people_agreed(case_study, people_named, by)
    refuse_unfit(case_study)
    where = {"title": title}
    text = wikitext_of(case_study)
    if is_on_wiki(edition):
        if text.strip() == edition.base_text.strip():
            raise NothingNew
        where = {
            "title": case_study.page.title,
            "page_id": case_study.page.page_id,
            "base_revision": edition.base_revision,
        }
    source, _new = Source.objects.get_or_create(host=wiki_host())
    publication = request_publication(
        kind=KIND, source=source, text=text, summary=_signed(summary), by=by, **where
    )
    edition.publication, edition.title = publication, where["title"]
    edition.ordered_version = case_study.version
    edition.save(update_fields=["publication", "title", "ordered_version"])
    record("casestudy.sent", case_study, by=by, after=where["title"])
    return publication


def _see_that_none_is_on_its_way(publication: Publication | None) -> None:
    """One case study is one page: a second order under another title would make two of it."""
    if publication is not None and publication.is_open:
        raise AlreadyOnItsWay(publication)
    if publication is not None and publication.is_doubtful:
        raise MayBeThere


def people_to_ask_about(case_study: CaseStudy, *, reader) -> list:
    """Whom the text seems to name, as long as its author did not say that they agreed; it may have changed since.

    What stands on the wiki already is nothing to ask about.
    """
    if case_study.people_named in (CaseStudy.People.PUBLIC, CaseStudy.People.AGREED):
        return []
    edition = Edition.objects.filter(case_study=case_study).only("base_text").first()
    there = edition.base_text if edition else ""
    return [each for each in people_in(case_study, reader=reader) if each.words not in there]


def _see_that_people_agreed(case_study: CaseStudy, people_named: str, by) -> None:
    if people_named in CaseStudy.People.values and people_named != case_study.people_named:
        case_study.people_named = people_named
        case_study.save(update_fields=["people_named"])
    if found := people_to_ask_about(case_study, reader=by):
        raise NamesPeople(found)


def _signed(summary: str) -> str:
    """The summary, which names the tool in any case: the wiki's readers are to know how the edit was made."""
    summary = " ".join(summary.split())
    return summary if TOOL in summary else f"{summary} ({TOOL})".strip()


@recorded
def settle_edition(publication: Publication, page: Page | None) -> None:
    """An order of ours ended: tie the case study to its page, or say what stands in the way."""
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .filter(publication=publication)
        .select_related("case_study__author", "case_study__institution")
        .first()
    )
    if edition is None:
        return  # the case study was erased meanwhile
    case_study = CaseStudy.objects.select_for_update().get(pk=edition.case_study_id)
    if publication.state == Publication.State.PUBLISHED:
        _tie(case_study, edition, publication, page)
    elif publication.state != Publication.State.CANCELLED:
        _stop(case_study, edition, publication)


def _tie(case_study: CaseStudy, edition: Edition, publication: Publication, page: Page) -> None:
    _absorb(case_study, page)
    before = case_study.state
    case_study.page, case_study.state = page, CaseStudy.State.PUBLISHED
    case_study.save(update_fields=["page", "state"])
    edition.title = page.title
    rebase(edition, page, revision=publication.revision)
    note_revision(case_study, publication.revision, page, KnownRevision.Origin.OURS)
    stored = list(read(page.text))
    is_untouched = case_study.version == edition.ordered_version
    if is_untouched and stored and not are_same(stored, sections_of(case_study)):
        # The wiki has made something of it: a signature, somebody else's words merged in.
        take_sections(case_study, with_empty_ones(stored, case_study))
    record(
        "casestudy.published", case_study, by=publication.by, about=case_study.institution, before=before,
        after=page.title,
    )  # fmt: skip
    tell_author(
        case_study,
        "published",
        key=str(publication.pk),
        address=case_study.get_absolute_url(),
        page=page.title,
    )


def _absorb(case_study: CaseStudy, page: Page) -> None:
    """A sync may have been quicker than we: what it mirrored of our own page is the same account twice."""
    for other in CaseStudy.objects.filter(page=page).exclude(pk=case_study.pk):
        if other.institution_id and not case_study.institution_id:
            case_study.institution_id = other.institution_id
            case_study.save(update_fields=["institution"])
        other.delete()


def _stop(case_study: CaseStudy, edition: Edition, publication: Publication) -> None:
    now = timezone.now()
    address = reverse("casestudies:publication", args=[case_study.pk])
    what = "stopped"
    if publication.state == Publication.State.CONFLICT:
        edition.conflict_at = edition.conflict_at or now
        what, address = "conflict", reverse("casestudies:conflict", args=[case_study.pk])
    elif publication.state == Publication.State.GONE:
        lose(case_study, edition, now=now)
    edition.save(update_fields=["conflict_at", "gone_at", "base_text"])
    record("casestudy.not_published", case_study, by=None, after=publication.state, note=publication.code)
    tell_author(
        case_study, what, key=f"{publication.pk}-{publication.attempts}-{publication.ended_at.isoformat()}",
        address=address, mail=True,
    )  # fmt: skip


def rebase(edition: Edition, page: Page, *, revision: int = 0) -> None:
    """From now on this text of the wiki is what both sides agree on."""
    edition.base_revision = revision or page.revision
    if page.revision > edition.base_revision:
        edition.base_revision = (
            page.revision
        )  # read back after a merge, or a later edit: the text is that one's
    edition.base_text, edition.based_at = page.text, timezone.now()
    edition.title = page.title
    edition.conflict_at = edition.gone_at = None
    edition.save(update_fields=["base_revision", "base_text", "based_at", "title", "conflict_at", "gone_at"])


def lose(case_study: CaseStudy, edition: Edition, *, now) -> None:
    """The page is gone from the wiki: ours is kept, and is no longer shown to everyone."""
    edition.gone_at = edition.gone_at or now
    edition.conflict_at = None
    if case_study.state == CaseStudy.State.PUBLISHED:
        case_study.state = CaseStudy.State.FILED
        case_study.save(update_fields=["state"])


def note_revision(case_study: CaseStudy, revision: int, page: Page, origin: str) -> None:
    """Remember that there was such a revision."""
    KnownRevision.objects.get_or_create(
        case_study=case_study,
        revision=revision,
        defaults={"origin": origin, "revised_at": page.revised_at if page.revision == revision else None},
    )


def with_empty_ones(sections: list[ParsedSection], case_study: CaseStudy) -> list[ParsedSection]:
    """The sections of a page, and those of the form that nobody wrote yet, which no page shows."""
    there = {section.key for section in sections}
    empty = [each for each in sections_of(case_study) if each.key not in there and not each.text.strip()]
    return [*sections, *empty]
