# SPDX-License-Identifier: GPL-3.0-or-later
"""The daily count of Commons categories, fifty a request and one list for each that has something below it."""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import gettext as _

from outreach import connection
from outreach.wiki.commons import Categories, Category, Commons, is_about_one
from outreach.wiki.errors import WikiError, WikiRefused
from outreach.wiki.named import BATCH
from presence.actions import counts
from presence.errors import MostCategoriesVanished
from presence.models import CategoryRecord
from work import actions as work
from work.models import Run
from work.running import say_so, while_ours

logger = logging.getLogger(__name__)

DEEPEST = 4
MOST_CATEGORIES = 300
MOST_LISTS = 100
FEW = 10  # of so few categories all may be gone without suspicion


@shared_task
def begin_check():
    """Hourly. Queues a count when categories are due, unless one is under way."""
    if CategoryRecord.objects.due(now=timezone.now()).exists():
        work.begin(counts.RUN)


@shared_task(on_failure=say_so)
def run_check(run_id):
    """Count all that is due. Safe to call twice; what was counted is not due again if the worker dies."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        _check(run)


def _check(run: Run) -> None:
    try:
        count_due(run, connection.connect_commons(beat=lambda: work.advance(run, progress=run.progress)))
    except WikiError as error:
        why = error.reason
    except MostCategoriesVanished as refusal:
        why = " ".join(refusal.messages)
    except SoftTimeLimitExceeded:
        why = _("It took too long and was stopped. What was counted stays; the next run goes on from there.")
    else:
        work.finish(run)
        begin_check()  # what somebody asked for while this run was past it
        return
    work.fail(run, why)


def count_due(run: Run, commons: Commons) -> None:
    """Count what is due, each once a run. Raises WikiError, MostCategoriesVanished or NoLongerOurs.

    Costs ⌈N/50⌉ requests for N categories and, for each of theirs that has subcategories, one for each 500 of
    these; at most MOST_LISTS such lists below one category.
    """
    due = CategoryRecord.objects.due(now=timezone.now())
    work.advance(run, progress=run.progress, expected=run.progress + due.count())
    seen: set[int] = set()
    while rows := list(
        CategoryRecord.objects.due(now=timezone.now()).exclude(pk__in=seen).select_related("place")[:BATCH]
    ):
        seen.update(row.pk for row in rows)  # not a write
        _count_batch(run, commons, rows)


def _count_batch(run: Run, commons: Commons, rows: list[CategoryRecord]) -> None:
    """One request for all of them, then the tree of each; a category that cannot be read costs that one."""
    answer = next(commons.categories(row.place.identifier for row in rows))
    _refuse_another_wiki(rows, answer)
    for row in rows:
        asked = row.place.identifier
        if asked in answer.found:
            outcome = _count_one(run, commons, row, asked, answer.found[asked])
        elif asked in answer.missing:
            counts.mark_missing(row, asked, now=timezone.now())
            outcome = "missing"
        else:
            counts.mark_unreadable(row, asked, answer.unreadable.get(asked, ""), now=timezone.now())
            outcome = "unreadable"
        tally = {outcome: run.counts.get(outcome, 0) + 1, "requests": commons.request_count}
        work.advance(run, progress=run.progress + 1, **tally)


def _refuse_another_wiki(rows: list[CategoryRecord], answer: Categories) -> None:
    """Of many that were there at the last look most are gone at once: no vandal does that, a wrong address does."""
    there = [row.place.identifier for row in rows if row.state == CategoryRecord.State.FOUND]
    gone = set(there).intersection(answer.missing)
    if len(gone) > FEW and 2 * len(gone) > len(there):
        raise MostCategoriesVanished(len(gone), len(there))


def _count_one(run: Run, commons: Commons, row: CategoryRecord, asked: str, found: Category) -> str:
    def beat() -> None:
        work.advance(run, progress=run.progress)

    try:
        tree = commons.tree(found, deepest=DEEPEST, most=MOST_CATEGORIES, most_lists=MOST_LISTS, beat=beat)
    except WikiRefused as refusal:
        if not is_about_one(refusal):
            raise
        counts.mark_unreadable(row, asked, refusal.reason, now=timezone.now())
        return "unreadable"
    counts.keep_count(row, asked, found, tree, now=timezone.now())
    return "counted"
