# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the wiki has a page already under a title that somebody types, or under one spelled a little differently."""

from dataclasses import dataclass

from django.db.models import Value

from casestudies.models import CaseStudy
from casestudies.parsing.titles import variants_of
from outreach.models import Page
from outreach.models.pages import folded

MOST_FOUND = 5
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Same:
    """A page in the way: `page` has that title, `target` is where it leads if it is a redirect."""

    page: Page
    target: Page | None
    case_study: CaseStudy | None

    @property
    def is_alias(self) -> bool:
        return self.page.state == Page.State.REDIRECT


def same_titles(title: str, *, but: int | None = None) -> list[Same]:
    """Pages that we know of this title: whatever its case, underscores, apostrophes, punctuation and prefix.

    `but` is the case study that is being written: its own page is in nobody's way. Aliases are told with what they
    lead to. One query on an index, one more if something is found, and one for each alias.
    """
    variants = variants_of(title[:LONGEST_TITLE].replace("\0", ""))
    if not variants:
        return []
    pages = (
        Page.objects.exclude(state=Page.State.GONE)
        .alias(folded=folded("title"))
        .filter(folded__in=[folded(Value(each)) for each in variants])
        .select_related("source")
        .order_by("title", "pk")[:MOST_FOUND]
    )
    found = [(page, _target(page)) for page in pages]
    standing = [target or page for page, target in found]
    studies = (
        {each.page_id: each for each in CaseStudy.objects.public().filter(page__in=standing)} if found else {}
    )
    same = [Same(page, target, studies.get((target or page).pk)) for page, target in found]
    return [each for each in same if but is None or each.case_study is None or each.case_study.pk != but]


def _target(page: Page) -> Page | None:
    return Page.objects.titled(page.source, page.title) if page.state == Page.State.REDIRECT else None
