# SPDX-License-Identifier: GPL-3.0-or-later
"""The door that the clock opens each day: what is over is thrown away."""

from celery import shared_task
from django.utils import timezone

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
