# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors that the clock opens each day: whose time with us runs out, and whose is over."""

import logging

from celery import shared_task
from django.utils import timezone

from partnerships import actions
from partnerships.models import Advocate
from work import actions as work
from work.running import while_ours

logger = logging.getLogger(__name__)

BATCH = 100


@shared_task
def begin_retention():
    """Daily. Queues a run unless one is under way."""
    work.begin("partnerships.retention")


@shared_task
def run_retention(run_id):
    """Remind, then forget. Safe to call twice: the second call finds the run taken."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        _run(run)


def _run(run) -> None:
    today = timezone.localdate()
    renewed = actions.renew_clocks(today=today)
    reminded = actions.remind_of_ends(today=today)
    over = Advocate.objects.known().filter(keep_until_on__lt=today).order_by("pk")
    expected, done, forgotten, last = over.count(), 0, 0, 0
    while batch := list(over.filter(pk__gt=last)[:BATCH]):
        for advocate in batch:
            # Looked at again under its lock: a contact noted meanwhile keeps them.
            forgotten += actions.anonymise_advocate(advocate, by=None, only_if_over=True)
        last, done = batch[-1].pk, done + len(batch)
        work.advance(run, progress=done, expected=expected)
    work.finish(run, renewed=renewed, reminded=reminded, forgotten=forgotten)
