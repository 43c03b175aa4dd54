# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of the mirror show beyond single rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Window
from django.db.models.functions import DenseRank
from django.utils.translation import gettext_lazy as _

from outreach.models import Contribution, Contributor, Page, Source, SyncRun

# The words of actions.mirror for what happened to a page, in the reader's.
REASONS = {
    "redirect": _("Leads to another page"),
    "missing": _("Went away while we asked for it"),
    "gone": _("No longer on the wiki; our copy is kept"),
    "released": _("Renamed, and no longer a page we mirror"),
    "hidden": _("The wiki hid its text"),
    "unparsable": _("Its text could not be read"),
    "unreadable": _("The wiki did not send it whole; tried again next time"),
}
TITLES_SHOWN = 3
SURE = 0.7  # a claim of less confidence is shown as uncertain


def mirrors_of(rows: Iterable[Page | Contributor]) -> list[Source]:
    """The wikis these rows come from, each once, to say how fresh they are; no query where the rows have their source."""
    return list({row.source_id: row.source for row in rows}.values())


def on_present_pages():
    """Contributions to pages that are on the wiki now."""
    return Contribution.objects.filter(page__state=Page.State.PRESENT).exclude(page__kind="")


@dataclass(frozen=True, slots=True)
class Row:
    """A contributor in a list: how many pages, and the titles of the first few."""

    contributor: Contributor
    pages: int
    titles: list[str]


def with_work(contributors: Iterable[Contributor]) -> list[Row]:
    """Each with what they edited or are named on: two queries for all."""
    contributors = list(contributors)
    work = on_present_pages().filter(contributor__in=contributors)
    pages = dict(work.values_list("contributor").annotate(pages=Count("page", distinct=True)))
    place = Window(DenseRank(), partition_by="contributor", order_by="page__title")
    titles: dict[int, list[str]] = {}
    first = work.annotate(place=place).filter(place__lte=TITLES_SHOWN).order_by("page__title")
    for contributor_id, title in first.values_list("contributor", "page__title").distinct():
        titles.setdefault(contributor_id, []).append(title)
    return [Row(each, pages.get(each.pk, 0), titles.get(each.pk, [])) for each in contributors]


def work_of(contributor: Contributor):
    """What the contributor did, page by page."""
    return (
        on_present_pages()
        .filter(contributor=contributor)
        .select_related("page", "page__source")
        .defer("page__text")
        .order_by("page__title", "role")
    )


def with_addresses(contributions: Iterable[Contribution]) -> list[tuple[Contribution, str, str]]:
    """Each with the addresses, on the wiki, of its page and of the very revision that says it ("" if unknown)."""
    return [(row, row.page.wiki_url, row.page.address_at(row.revision)) for row in contributions]


def explained(sync_run: SyncRun) -> list[tuple[str, str, str]]:
    """(title, what happened, more of it) for each page the run had something to say about."""
    return [
        (entry["title"], REASONS.get(entry["reason"], entry["reason"]), entry.get("detail", ""))
        for entry in sync_run.reasons
    ]
