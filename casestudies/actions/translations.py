# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps translation pages beside the case studies they translate."""

from collections.abc import Mapping, Sequence

from casestudies.models import CaseStudy, Translation
from casestudies.parsing.translations import ParsedTranslation
from journal.actions import recorded
from outreach.models import Page
from outreach.parsing.emails import strip_emails
from outreach.parsing.wording import searchable

KEPT = ["case_study", "source_title", "language", "title", "lead", "sections", "share", "search_text"]


@recorded
def mirror_translations(read: Mapping[Page, ParsedTranslation]) -> None:
    """Make or renew the translations on these pages (of one wiki), each joined to its source as far as it is known."""
    if not read:
        return
    sources = _sources(next(iter(read)).source_id, {each.source_title for each in read.values()})
    Translation.objects.bulk_create(
        [
            Translation(
                page=page,
                case_study_id=sources.get(parsed.source_title),
                source_title=parsed.source_title,
                language=parsed.language[:35],
                title=parsed.name[:300],
                lead=strip_emails(parsed.lead),
                sections=[[each.key, each.heading[:300], each.text] for each in parsed.sections],
                share=parsed.share,
                search_text=searchable((each.heading, each.text) for each in parsed.sections),
            )
            for page, parsed in read.items()
        ],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=KEPT,
    )


def _sources(wiki: int, titles: set[str]) -> dict[str, int]:
    """{title: case study}: by the page's title, or by that of a redirect which a moved source left behind."""
    moved = dict(
        Page.objects.filter(source=wiki, title__in=titles, state=Page.State.REDIRECT)
        .exclude(redirects_to="")
        .values_list("title", "redirects_to")
    )
    wanted = titles | set(moved.values())
    there = dict(
        CaseStudy.objects.filter(page__source=wiki, page__title__in=wanted, page__state=Page.State.PRESENT)
        .values_list("page__title", "pk")
    )  # fmt: skip
    return there | {title: there[target] for title, target in moved.items() if target in there}


def join_waiting(case_studies: Sequence[CaseStudy]) -> None:
    """Join the translations that came before these case studies, in one query where there is nothing to do."""
    by_title = {(each.page.source_id, each.page.title): each.pk for each in case_studies}
    waiting = Translation.objects.filter(source_title__in=[title for _wiki, title in by_title])
    joined = []
    for translation in waiting.select_related("page").only("case_study", "source_title", "page__source_id"):
        pk = by_title.get((translation.page.source_id, translation.source_title))
        if pk and translation.case_study_id != pk:
            translation.case_study_id = pk
            joined.append(translation)
    if joined:
        Translation.objects.bulk_update(joined, ["case_study"])


@recorded
def withdraw_translations(pages: Sequence[Page]) -> None:
    """The pages are gone, moved out of sight or no translations any more: so are ours. They come back with them."""
    Translation.objects.filter(page__in=pages).delete()
