# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping case studies of ours in step with their pages: what changed on one side only follows, never both."""

from collections.abc import Collection, Sequence

from django.urls import reverse
from django.utils import timezone

from casestudies.actions.publishing import lose, note_revision, rebase, with_empty_ones
from casestudies.actions.rewriting import sections_of, take_sections
from casestudies.errors import ChangedMeanwhile, NothingToSettle
from casestudies.models import CaseStudy, Edition, KnownRevision
from casestudies.notifications import tell_author
from casestudies.parsing import ParsedSection
from casestudies.parsing.revising import are_same, read, revise
from journal.actions import record, recorded
from outreach.models import Page


def follow(pages: Sequence[Page]) -> set[int]:
    """Look after those of the pages that case studies of ours hang on; returns the ids of these pages' rows.

    Changed on the wiki only: ours follows. Changed here only: nothing. Changed on both sides: a conflict is
    marked, and neither text is touched.
    """
    ours = list(
        Edition.objects.select_for_update(of=("self",))
        .filter(case_study__page__in=pages, case_study__author__isnull=False)
        .select_related("case_study__author")
        .prefetch_related("case_study__sections")
    )
    by_page = {page.pk: page for page in pages}
    for edition in ours:
        _follow(edition, by_page[edition.case_study.page_id])
    return {edition.case_study.page_id for edition in ours}


def _follow(edition: Edition, page: Page) -> None:
    case_study = edition.case_study
    if case_study.state == CaseStudy.State.WITHDRAWN:
        return
    if edition.gone_at or case_study.state == CaseStudy.State.FILED:
        case_study.state = CaseStudy.State.PUBLISHED  # the page came back
        case_study.save(update_fields=["state"])
        Edition.objects.filter(pk=edition.pk).update(gone_at=None)
        edition.gone_at = None
        record("casestudy.found_again", case_study, by=None, after=page.title)
    if page.revision != edition.base_revision:
        note_revision(case_study, page.revision, page, KnownRevision.Origin.WIKI)
    theirs, ours = list(read(page.text)), sections_of(case_study)
    base = list(read(edition.base_text))
    if are_same(theirs, base) or are_same(theirs, ours):
        # Only moved, protected or sorted anew, or both sides say the same by now. What we changed stays to be sent.
        _agree(edition, page)
    elif are_same(ours, base):
        take_sections(case_study, with_empty_ones(theirs, case_study))
        rebase(edition, page)
        record("casestudy.followed", case_study, by=None, after=str(page.revision))
        tell_author(case_study, "followed", key=str(page.revision), address=case_study.get_absolute_url())
    elif edition.conflict_at is None:
        edition.conflict_at = timezone.now()
        edition.title = page.title
        edition.save(update_fields=["conflict_at", "title"])
        record("casestudy.conflicted", case_study, by=None, after=str(page.revision))
        address = reverse("casestudies:conflict", args=[case_study.pk])
        tell_author(case_study, "conflict", key=str(page.revision), address=address, mail=True)


def _agree(edition: Edition, page: Page) -> None:
    if (edition.base_revision, edition.base_text, edition.title) != (page.revision, page.text, page.title):
        rebase(edition, page)


def let_go(pages: Sequence[Page]) -> None:
    """These pages left the wiki, or its readers' sight: ours are kept; of a hidden text no copy is."""
    now = timezone.now()
    by_page = {page.pk: page for page in pages}
    editions = Edition.objects.select_for_update(of=("self",)).filter(case_study__page__in=pages)
    for edition in editions.filter(case_study__author__isnull=False).select_related("case_study__author"):
        case_study = edition.case_study
        if by_page[case_study.page_id].state == Page.State.PRESENT:
            continue  # moved elsewhere, and there all the same
        if by_page[case_study.page_id].state == Page.State.HIDDEN:
            edition.base_text = ""
        is_new = edition.gone_at is None
        lose(case_study, edition, now=now)
        edition.save(update_fields=["base_text", "gone_at", "conflict_at"])
        if is_new:
            record("casestudy.lost", case_study, by=None, after=by_page[case_study.page_id].state)
            tell_author(
                case_study, "gone", key=now.isoformat(), address=case_study.get_absolute_url(), mail=True
            )


@recorded
def drop_revisions(source_id: int, revisions: Collection[int]) -> None:
    """Administrators hid these revisions on the wiki: what we kept of their texts goes too."""
    Edition.objects.filter(case_study__page__source=source_id, base_revision__in=revisions).update(
        base_text=""
    )


@recorded
def settle_conflict(
    case_study: CaseStudy, sections: Sequence[ParsedSection], *, version: int, revision: int, by
) -> CaseStudy:
    """The author has made one text of both, knowing the wiki's at that revision: it is ours now, on that base.

    Raises NothingToSettle, and ChangedMeanwhile when either side went on since the comparison was shown.
    """
    case_study = (
        CaseStudy.objects.select_for_update(of=("self",)).select_related("page").get(pk=case_study.pk)
    )
    edition = Edition.objects.select_for_update().filter(case_study=case_study).first()
    if edition is None or edition.conflict_at is None or case_study.page is None:
        raise NothingToSettle
    if case_study.version != version or case_study.page.revision != revision:
        raise ChangedMeanwhile(case_study)
    rebase(edition, case_study.page)
    merged = list(read(revise(case_study.page.text, sections)))
    take_sections(case_study, with_empty_ones(merged, case_study))
    record("casestudy.settled", case_study, by=by, after=str(revision))
    return case_study
