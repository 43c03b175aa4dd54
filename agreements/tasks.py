# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors that the clock opens: renewals, reminders, what lapses, what is scanned, files nobody names."""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from agreements import actions, scanning
from partnerships.models import Mou
from work import actions as work
from work.models import Run
from work.running import while_ours

logger = logging.getLogger(__name__)


@shared_task
def begin_renewals():
    """Daily. Queues a run unless one is under way."""
    work.begin("agreements.renewals")


@shared_task
def run_renewals(run_id):
    """Ask the leads whether to renew what ends soon. Safe to call twice, as nothing is asked twice."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        work.finish(run, asked=actions.ask_to_renew(today=timezone.localdate()))


@shared_task
def begin_reminders():
    """Hourly. Queues a run unless one is under way."""
    work.begin("agreements.reminders")


@shared_task
def run_reminders(run_id):
    """Tell people what is due on their calendar. Safe to call twice and at once: nothing is said twice."""
    run = work.claim(run_id)
    if run is None:
        return
    now = timezone.now()
    # By number, not by time: a clock that ran ahead must not make an old run the last one.
    last = Run.objects.filter(kind=run.kind, state=Run.State.DONE).order_by("-pk").first()
    told = 0
    with while_ours(run):
        for number in actions.remind(now=now, since=last.started_at if last else now):
            told += number
            work.advance(run, progress=told)
        work.finish(run, told=told)


@shared_task
def begin_lapsing():
    """Daily. Queues a run unless one is under way."""
    work.begin("agreements.lapsing")


@shared_task
def run_lapsing(run_id):
    """Settle what nobody settled in time. Safe to call twice, and goes on where a killed one ended."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        lapsed = actions.lapse_overdue(
            today=timezone.localdate(), advance=lambda number: work.advance(run, progress=number)
        )
        work.finish(run, lapsed=lapsed)


@shared_task
def begin_scan():
    """Every few minutes. Queues a run when documents wait for the scanner; an upload wakes one itself."""
    if settings.CLAMD_ADDRESS and Mou.objects.filter(document_scan=Mou.Scan.WAITING).exists():
        actions.ask_for_scan()


@shared_task
def run_scan(run_id):
    """Ask the scanner about each document that waits. Safe to call twice: a verdict is written once."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        _scan(run)


# A scanner that fails so often in a row is down, not troubled by one file.
_MOST_FAILURES = 3


def _scan(run) -> None:
    counts, tried, failures, why = {"clean": 0, "infected": 0, "undecided": 0}, [], 0, ""
    # In no order: a file on which the scanner hangs must not always stand before the same others.
    waiting = Mou.objects.filter(document_scan=Mou.Scan.WAITING).order_by("?")
    while settings.CLAMD_ADDRESS and failures < _MOST_FAILURES:
        mou = waiting.exclude(pk__in=tried).first()
        if mou is None:
            break
        tried.append(mou.pk)
        try:
            with mou.document.open("rb") as file:
                verdict = scanning.scan(file, address=settings.CLAMD_ADDRESS)
        except (scanning.ScannerAway, scanning.ScanFailed, FileNotFoundError) as error:
            failures = failures + 1 if isinstance(error, scanning.ScannerAway) else 0
            counts["undecided"], why = counts["undecided"] + 1, str(error)
            logger.warning("No verdict on the document of agreement %s: %s", mou.pk, error)
        else:
            failures = 0
            if actions.note_verdict(mou, is_clean=verdict.is_clean):
                counts["clean" if verdict.is_clean else "infected"] += 1
        work.advance(run, progress=len(tried))
    if counts["undecided"]:
        work.fail(run, f"{counts['undecided']} documents wait on: {why}", **counts)
    else:
        work.finish(run, **counts)


@shared_task
def begin_file_sweep():
    """Daily. Queues a run unless one is under way."""
    work.begin("agreements.files")


@shared_task
def run_file_sweep(run_id):
    """Delete files that no agreement names. Safe to call twice."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        work.finish(run, deleted=actions.sweep_files(now=timezone.now()))
