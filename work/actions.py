# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of runs, messages and form keys."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from work.errors import AlreadyDone, AlreadyUnderWay, NoLongerOurs
from work.models import MAX_ATTEMPTS, FormKey, Heartbeat, Message, Run
from work.registry import task_for

logger = logging.getLogger(__name__)

_QUICK = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


@transaction.atomic
def queue(kind: str, *, by=None) -> Run:
    """Put a run of `kind` in the queue and wake a worker after the commit.

    Raises AlreadyUnderWay when one is waiting or running: two clicks, one run.
    """
    try:
        with transaction.atomic():
            run = Run.objects.create(kind=kind, actor=by)
    except IntegrityError as error:
        unfinished = Run.objects.unfinished().filter(kind=kind).first()
        raise AlreadyUnderWay(unfinished) from error
    transaction.on_commit(lambda: wake(run))
    return run


def wake(run: Run) -> bool:
    """Tell a worker about the run. False when the broker does not answer: the sweep tells it later.

    Somebody may be waiting for the page, so a broker that is down costs a second or two, not kombu's eight.
    """
    task = task_for(run.kind)
    try:
        with current_app.connection_for_write(connect_timeout=1, transport_options=_QUICK) as connection:
            current_app.send_task(task, args=[run.pk], retry=False, connection=connection)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not take run %s (%s); the sweep will.", run.pk, error)
        return False
    return True


def claim(run_id: int) -> Run | None:
    """Take a queued run for this worker; None when it is taken, ended or given up.

    One UPDATE decides, so of two workers one gets it. After MAX_ATTEMPTS the run is failed in words.
    """
    now = timezone.now()
    taken = Run.objects.filter(pk=run_id, state=Run.State.QUEUED, attempts__lt=MAX_ATTEMPTS).update(
        state=Run.State.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, error=""
    )
    return Run.objects.get(pk=run_id) if taken else None


def advance(run: Run, *, progress: int, expected: int | None = None, **counts: int) -> None:
    """Say how far the run is, which is also its heartbeat. Raises NoLongerOurs when it was taken away."""
    changes = {"progress": progress, "heartbeat_at": timezone.now(), "counts": run.counts | counts}
    if expected is not None:
        changes["expected"] = expected
    _write(run, changes)


def finish(run: Run, **counts: object) -> None:
    """The run ended well; `counts` is what it did, in numbers or short lists."""
    _write(run, {"state": Run.State.DONE, "ended_at": timezone.now(), "counts": run.counts | counts})


def fail(run: Run, why: str, **counts: object) -> None:
    """The run ended badly, for a reason a reader understands."""
    _write(
        run,
        {
            "state": Run.State.FAILED,
            "ended_at": timezone.now(),
            "error": why[:2000],
            "counts": run.counts | counts,
        },
    )


def _write(run: Run, changes: dict) -> None:
    # The attempt is part of the address: a worker that was thought dead must not write over its successor.
    mine = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING, attempts=run.attempts)
    if not mine.update(**changes):
        raise NoLongerOurs
    for name, value in changes.items():
        setattr(run, name, value)


@transaction.atomic
def put_back_forgotten(*, now) -> list[Run]:
    """Queue again what lost its wake-up or its worker; fail what was tried MAX_ATTEMPTS times."""
    forgotten = list(Run.objects.forgotten(now=now).select_for_update(skip_locked=True))
    for run in forgotten:
        run.queued_at = now
        if run.attempts >= MAX_ATTEMPTS:
            run.state, run.ended_at = Run.State.FAILED, now
            run.error = f"Given up after {run.attempts} attempts: each time the worker went away."
        else:
            run.state = Run.State.QUEUED
        run.save(update_fields=["state", "queued_at", "ended_at", "error"])
    return [run for run in forgotten if run.state == Run.State.QUEUED]


def post(kind: str, *, key: str, payload: dict, due_at=None) -> Message:
    """Put a message in the outbox, in the caller's transaction. The same key twice is one message."""
    message, _new = Message.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "due_at": due_at or timezone.now()}
    )
    return message


def settle(message: Message, state: str, *, error: str = "") -> None:
    """Write how a message's sending ended: sent, unknown or refused."""
    message.state, message.error = state, error[:2000]
    message.attempts += 1
    if state == Message.State.SENT:
        message.sent_at = timezone.now()
    message.save(update_fields=["state", "error", "attempts", "sent_at"])


def retry_later(message: Message, *, error: str) -> None:
    """Not sent, worth another try: after 1, 2, 4 … minutes, at most an hour apart."""
    message.attempts += 1
    message.error = error[:2000]
    message.due_at = timezone.now() + timedelta(minutes=min(60, 2 ** (message.attempts - 1)))
    message.save(update_fields=["attempts", "error", "due_at"])


def forget_form_keys(*, now) -> int:
    """Throw away form keys older than two days: no open form is that old in earnest."""
    return FormKey.objects.filter(used_at__lt=now - timedelta(days=2)).delete()[0]


def see(part: str) -> None:
    """Note that a part of the system is alive."""
    Heartbeat.objects.update_or_create(part=part, defaults={"seen_at": timezone.now()})


@dataclass
class Once:
    """What `once` hands to the view: it sets `led_to`, the address the second click is sent to."""

    led_to: str = ""


@contextmanager
def once(key: str | None, *, by) -> Iterator[Once]:
    """Do what is inside once per form key, in one transaction with it.

    Raises AlreadyDone(led_to) on the second use. A missing or malformed key is refused as used.
    """
    try:
        value = uuid.UUID(str(key))
    except ValueError as error:
        raise AlreadyDone("") from error
    with transaction.atomic():
        row, new = FormKey.objects.get_or_create(key=value, defaults={"user": by})
        if not new:
            raise AlreadyDone(row.led_to if row.user_id == by.pk else "")
        first = Once()
        yield first
        row.led_to = first.led_to[:300]
        row.save(update_fields=["led_to"])
