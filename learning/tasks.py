# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads new and changed case studies when the clock says so: after a sync, after a publication, at any time."""

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext as _

from learning.actions import readings
from work import actions as work
from work.models import Run
from work.running import say_so, while_ours


@shared_task
def begin_reading():
    """Each quarter of an hour. Queues a run when a case study changed since it was read, or is gone."""
    readings.begin_reading()


@shared_task(on_failure=say_so)
def run_reading(run_id):
    """Read all that changed. Safe to call twice; what was read is not read again if the worker dies."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        try:
            _read_all(run)
        except SoftTimeLimitExceeded:
            work.fail(run, _("It took too long and was stopped. What was read stays; the next run goes on."))


def _read_all(run: Run) -> None:
    work.advance(run, progress=run.progress, expected=run.progress + readings.to_read().count())
    forgotten = 0
    while dropped := readings.forget_stale():
        forgotten += dropped
        work.advance(run, progress=run.progress)
    last = 0
    while batch := readings.read_next(last):
        last, number = batch
        work.advance(run, progress=run.progress + number)
    work.finish(run, read=run.progress, forgotten=forgotten)
