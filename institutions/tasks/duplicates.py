# SPDX-License-Identifier: GPL-3.0-or-later
"""The look through all institutions for pairs that are alike."""

import logging

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext as _

from institutions.actions.duplicates import request_search, write_likely
from institutions.reports.duplicates import Search
from work import actions as work
from work.errors import AlreadyUnderWay
from work.models import Run
from work.running import say_so, while_ours

logger = logging.getLogger(__name__)
A_BATCH = 500


@shared_task
def begin_search():
    """Weekly. Queues a look through all institutions, unless one is under way."""
    try:
        request_search(by=None)
    except AlreadyUnderWay as refusal:
        logger.info(
            "No search for duplicates is queued: run %s is under way.", refusal.run and refusal.run.pk
        )


@shared_task(on_failure=say_so)
def find_duplicates(run_id):
    """Do the search of this run. Safe to call twice; one that was cut off goes on where it was."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        try:
            _search(run)
        except SoftTimeLimitExceeded:
            work.fail(run, _("It took too long and was stopped. Pairs found so far stay."))


def _search(run: Run) -> None:
    search = Search()
    found = run.counts.get("pairs", 0)
    work.advance(run, progress=run.progress, expected=len(search.pks))
    for batch in search.batches(A_BATCH, after=run.progress):
        found += write_likely(batch, search.pairs_of(batch))
        work.advance(run, progress=run.progress + len(batch), pairs=found)
    work.finish(run, pairs=found)
