# SPDX-License-Identifier: GPL-3.0-or-later
"""The door that the clock opens: reminders of reviews and of changes that wait."""

from celery import shared_task
from django.utils import timezone

from reviews import actions
from work import actions as work
from work.running import say_so, while_ours


@shared_task
def begin_reminders():
    """Daily. Queues a run unless one is under way."""
    work.begin("reviews.reminders")


@shared_task(on_failure=say_so)
def run_reminders(run_id):
    """Remind people on the day of their calendar. Safe to call twice and at once: nobody is told twice a day."""
    run = work.claim(run_id)
    if run is None:
        return
    told = 0
    with while_ours(run):
        for number in actions.remind(now=timezone.now()):
            told += number
            work.advance(run, progress=told)
        work.finish(run, told=told)
