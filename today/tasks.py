# SPDX-License-Identifier: GPL-3.0-or-later
"""The door that the clock opens each hour: for whom a week begins now."""

import logging
from datetime import datetime, time, timedelta

from celery import shared_task

from accounts.models import User
from today.notifications import mail_digest
from work import actions as work
from work.models import Run
from work.running import while_ours

logger = logging.getLogger(__name__)

KIND = "today.digest"
BATCH = 100
HOUR = time(7)
# After a longer sleep the week is too old to begin.
LONGEST_SLEEP = timedelta(hours=48)
FIRST_LOOK_BACK = timedelta(hours=2)


@shared_task
def begin_digests():
    """Hourly. Queues a run unless one is under way."""
    work.begin(KIND)


@shared_task
def run_digests(run_id):
    """Write the digests whose Monday morning has come. Safe to call twice: each has its key in the outbox."""
    run = work.claim(run_id)
    if run is None:
        return
    with while_ours(run):
        _run(run)


def _run(run: Run) -> None:
    now = run.started_at
    zones = _zones_begun(_looked_until(run), now)
    people = (
        User.objects.filter(is_active=True, restricted_at=None, time_zone__in=zones)
        .exclude(email="")
        .order_by("pk")
    )
    people = people.exclude(unwanted_mails__contains=[User.MailKind.DIGEST])
    expected, done, written, last = people.count(), 0, 0, 0
    while batch := list(people.filter(pk__gt=last)[:BATCH]):
        written += sum(mail_digest(user, now=now) for user in batch)
        last, done = batch[-1].pk, done + len(batch)
        work.advance(run, progress=done, expected=expected)
    work.finish(run, written=written)


def _looked_until(run: Run) -> datetime:
    """Up to when the last run that ended well has looked; mornings since then are this one's."""
    ended = Run.objects.filter(kind=KIND, state=Run.State.DONE).exclude(pk=run.pk).order_by("-queued_at")
    before = ended.values_list("started_at", flat=True).first()
    if before is None:
        return run.started_at - FIRST_LOOK_BACK
    return max(before, run.started_at - LONGEST_SLEEP)


def _zones_begun(since: datetime, now: datetime) -> list[str]:
    """Of the time zones people have chosen ("" for none) those where Monday's hour came after `since`."""
    chosen = User.objects.order_by().values_list("time_zone", flat=True).distinct()
    return [zone for zone in chosen if since < _monday(User(time_zone=zone), now) <= now]


def _monday(user: User, now: datetime) -> datetime:
    """The hour of the digest on the Monday of the week that the person lives in."""
    today = user.today(now)
    return datetime.combine(today - timedelta(days=today.weekday()), HOUR, user.zone)
