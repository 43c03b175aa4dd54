# SPDX-License-Identifier: GPL-3.0-or-later
"""How the work goes: what waits and since when, what went wrong, how each kind of run ended last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from work.models import Heartbeat, Message, Run

# Beat is seen each minute through the sweep; five missed ones are no coincidence.
SILENT_AFTER = timedelta(minutes=5)
LATE_AFTER = timedelta(minutes=5)
STUCK = 50


@dataclass(frozen=True)
class Part:
    """A process that should be alive, and when it last was."""

    name: str
    seen_at: datetime
    is_silent: bool


@dataclass(frozen=True)
class Outbox:
    """How many messages stand where, and since when the oldest due one waits (None: nothing waits)."""

    counts: dict[str, int]
    waiting_since: datetime | None
    is_late: bool


def parts(*, now: datetime | None = None) -> list[Part]:
    """Every part that ever showed itself, by name."""
    now = now or timezone.now()
    return [
        Part(each.part, each.seen_at, each.seen_at < now - SILENT_AFTER)
        for each in Heartbeat.objects.order_by("part")
    ]


def outbox(*, now: datetime | None = None) -> Outbox:
    """The state of the outbox, in one query."""
    now = now or timezone.now()
    due = Q(state=Message.State.WAITING, due_at__lte=now)
    counts = {state: Count("pk", filter=Q(state=state)) for state in Message.State.values}
    row = Message.objects.aggregate(**counts, since=Min("due_at", filter=due))
    since = row.pop("since")
    return Outbox(row, since, since is not None and since < now - LATE_AFTER)


@dataclass(frozen=True)
class Queue:
    """How many runs wait for a worker, and since when the oldest does (None: nothing waits)."""

    waiting: int
    waiting_since: datetime | None
    is_late: bool


def queue(*, now: datetime | None = None) -> Queue:
    """The state of the runs that wait, in one query."""
    now = now or timezone.now()
    row = Run.objects.filter(state=Run.State.QUEUED).aggregate(waiting=Count("pk"), since=Min("queued_at"))
    since = row["since"]
    return Queue(row["waiting"], since, since is not None and since < now - LATE_AFTER)


def is_outbox_late(*, now: datetime | None = None) -> bool:
    """The same answer as `outbox` gives, off the index alone: asked every few seconds."""
    now = now or timezone.now()
    return Message.objects.due(now=now - LATE_AFTER).exists()


def stuck_messages() -> list[Message]:
    """The newest ones a person must look at: the answer never came, or the other side said no."""
    states = [Message.State.UNKNOWN, Message.State.REFUSED]
    return list(Message.objects.filter(state__in=states).defer("payload").order_by("-pk")[:STUCK])


def to_look_at():
    """All that `stuck_messages` shows the newest of, unknown ones first, with what they would send."""
    states = [Message.State.UNKNOWN, Message.State.REFUSED]
    return Message.objects.filter(state__in=states).order_by("-state", "pk")


def masked(address: str) -> str:
    """`ada@example.org` → `a…@example.org`: enough to know whom, too little to leak an address into a log."""
    box, at, host = str(address).rpartition("@")
    return f"{box[:1]}…{at}{host}" if box else "…"


def latest_runs(only: Collection[str] | None = None) -> list[Run]:
    """The latest run of each kind (of those named in `only`), those under way first; `done_at`: the last good end."""
    runs = Run.objects.all() if only is None else Run.objects.filter(kind__in=only)
    kinds = runs.values("kind").annotate(latest=Max("pk")).values("latest")
    ended_well = (
        Run.objects.filter(kind=OuterRef("kind"), state=Run.State.DONE)
        .order_by("-queued_at")
        .values("ended_at")
    )
    runs = Run.objects.filter(pk__in=kinds).annotate(done_at=Subquery(ended_well[:1]))
    return sorted(runs, key=lambda run: (not run.is_unfinished, run.kind))
