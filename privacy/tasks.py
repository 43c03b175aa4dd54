# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors that the clock opens: what is over is thrown away, and people are searched for who asked for it."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from privacy.actions import searching
from privacy.actions.purging import purge_all
from privacy.reports.keeping import KIND
from work import actions as work
from work.running import say_so, while_ours


@shared_task
def begin_purge():
    """Daily. Queues a run unless one is under way."""
    work.begin(KIND)


@shared_task(on_failure=say_so)
def run_purge(run_id):
    """Throw away what is over. Safe to call twice, and goes on where a killed one ended."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        purge_all(run, now=timezone.now())


@shared_task
def begin_searches():
    """Every minute. Queues a run when somebody waits for a search; asking for one wakes a worker itself."""
    searching.begin_searching()


@shared_task(on_failure=say_so)
def run_searches(run_id):
    """Do the searches that wait. Safe to call twice, and goes on where a killed one ended."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        try:
            searching.search_all(run)
        except SoftTimeLimitExceeded:
            work.fail(run, "Out of time: the next run goes on.")
