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
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from work.errors import AlreadyDone, AlreadyUnderWay, NoLongerOurs, NothingToDecide
from work.models import MAX_ATTEMPTS, FormKey, Heartbeat, Message, Run
from work.registry import hold_rights, may_still, task_for

logger = logging.getLogger(__name__)

# 1 + 2 + 4 + … + 32 minutes, then every hour: about a day.
MAX_SENDS = 30
# Longer than the sweep that sends may live (`work.tasks`): it claims at its beginning and is ended by the clock.
SENDING_LOST_AFTER = timedelta(minutes=15)

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


def begin(kind: str) -> None:
    """For the clock: queue a run of `kind`, unless one is under way, which is as good."""
    try:
        queue(kind)
    except AlreadyUnderWay as refusal:
        logger.info("No new run of %s: %s is under way.", kind, refusal.run and refusal.run.pk)


def wake(run: Run) -> bool:
    """Tell a worker about the run. False when the broker does not answer: the sweep tells it later.

    Somebody may be waiting for the page, so a broker that is down costs a second or two, not kombu's eight.
    """
    return _send(task_for(run.kind), [run.pk])


def nudge(task: str, *args: str) -> None:
    """After the commit, wake a worker for a task that finds its work in rows of its own.

    If the broker does not hear, the task's own hour on the clock comes soon.
    """
    transaction.on_commit(lambda: _send(task, list(args)))


def _send(task: str, args: list) -> bool:
    try:
        with current_app.connection_for_write(connect_timeout=1, transport_options=_QUICK) as connection:
            current_app.send_task(task, args=args, retry=False, connection=connection)
    except (OperationalError, OSError) as error:
        logger.warning("The broker did not take %s %s (%s); the sweep will.", task, args, error)
        return False
    return True


@transaction.atomic
def claim(run_id: int) -> Run | None:
    """Take a queued run for this worker; None when it is taken, ended or given up.

    One UPDATE decides, so of two workers one gets it. Who asked for it must still have the right to: who loses it
    while a worker takes the run loses it before that or after. After MAX_ATTEMPTS the run is failed in words.
    """
    now = timezone.now()
    asked_by = Run.objects.filter(pk=run_id).values_list("actor", flat=True).first()
    if asked_by is not None:
        hold_rights(asked_by)
    taken = Run.objects.filter(pk=run_id, state=Run.State.QUEUED, attempts__lt=MAX_ATTEMPTS).update(
        state=Run.State.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, error=""
    )
    return _still_allowed(Run.objects.select_related("actor").get(pk=run_id)) if taken else None


def _still_allowed(run: Run) -> Run | None:
    """The run; None, and it ends badly, when who asked for it has lost the right meanwhile."""
    if run.actor is None or may_still(run.kind, run.actor):
        return run
    fail(run, _("Nothing was done: whoever asked for this may no longer do so."))
    return None


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


def withdraw(kind: str, **said) -> int:
    """Take back the messages that wait and have all this in their payload, in the caller's transaction; how many.

    One that a worker has claimed is not waiting: it is asked about when it is about to leave (`work.mail`).
    """
    waiting = Message.objects.filter(kind=kind, state=Message.State.WAITING, payload__contains=said)
    return waiting.delete()[0]


def claim_message(*, now, kinds_left_out=()) -> Message | None:
    """Take the next message that is due for this worker, committed before anything is sent; None when none is.

    Of two workers one gets it. Whoever takes it and dies leaves it `sending`, which is named later, not sent.
    """
    # Durable: inside somebody's transaction the claim could vanish after the message left.
    with transaction.atomic(durable=True):
        due = Message.objects.due(now=now).exclude(kind__in=kinds_left_out)
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.state, message.claimed_at = Message.State.SENDING, now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
        return message


def settle(message: Message, state: str, *, error: str = "") -> None:
    """Write how the sending of a claimed message ended: sent, unknown or refused."""
    changes = {"state": state, "error": error[:2000]}
    if state == Message.State.SENT:
        changes["sent_at"] = timezone.now()
    _end_claim(message, changes)


def send_later(message: Message, *, now, error: str) -> None:
    """A claimed message that did not leave: tried again after 1, 2, 4 … minutes, at most an hour apart.

    After MAX_SENDS, which is about a day, it is refused in words.
    """
    if message.attempts >= MAX_SENDS:
        why = f"Given up after {message.attempts} attempts in about a day. The last one: {error}"
        settle(message, Message.State.REFUSED, error=why)
        return
    pause = timedelta(minutes=min(60, 2 ** (message.attempts - 1)))
    _end_claim(message, {"state": Message.State.WAITING, "error": error[:2000], "due_at": now + pause})


def _end_claim(message: Message, changes: dict) -> None:
    # The attempt is part of the address: who was thought dead may still say how it ended (that is better than
    # `unknown`), but writes nothing over a later attempt or over what a person decided.
    ours = Message.objects.filter(pk=message.pk, attempts=message.attempts, claimed_at=message.claimed_at)
    if not ours.filter(state__in=[Message.State.SENDING, Message.State.UNKNOWN]).update(**changes):
        logger.warning("Message %s was decided on while it was being sent.", message.key)
        return
    for name, value in changes.items():
        setattr(message, name, value)


def name_lost_messages(*, now) -> int:
    """What was claimed longer ago than a sending can take is unknown: its worker went away. Returns how many."""
    lost = Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=now - SENDING_LOST_AFTER)
    return lost.update(
        state=Message.State.UNKNOWN,
        error="The worker went away while sending: nobody knows whether it left. Look, then decide.",
    )


@transaction.atomic
def decide(message: Message, state: str, *, by: str) -> Message:
    """A person looked: an unknown or refused message was `sent` after all, or is to be sent (`waiting`).

    Raises NothingToDecide for a message in another state.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in {Message.State.UNKNOWN, Message.State.REFUSED}:
        raise NothingToDecide(message)
    now = timezone.now()
    was, message.state = message.state, state
    message.error = f"{now:%Y-%m-%d %H:%M} {by} decided “{state}”; it was {was}: {message.error}"[:2000]
    if state == Message.State.SENT:
        message.sent_at = now
    else:
        message.due_at, message.attempts = now, 0
    message.claimed_at = None
    message.save(update_fields=["state", "error", "sent_at", "due_at", "attempts", "claimed_at"])
    logger.warning("Message %s: %s decided “%s”; it was %s.", message.key, by, state, was)
    return message


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
