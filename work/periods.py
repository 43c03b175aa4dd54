# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be done each hour, day or week: begun when the last run of its kind is that long ago.

The memory is the run's row. A clock's own would begin anew with each new container, and would know nothing of a
second clock.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from work.models import Run

# Some begin only when something is due, which costs queries to find out.
ASKED_AGAIN_AFTER = timedelta(minutes=5)
# A row from later than this was written by a clock that ran ahead: it must not hold up the next run for that long.
AHEAD = timedelta(minutes=5)
# The first of two numbers that name a lock; the second is the kind's.
_BEGINNING = 7_311_003


def overdue(*, now) -> list[str]:
    """The kinds of runs whose last one is longer ago than their period, or never was; in one query."""
    recent = Q(pk=None)
    for kind, (_task, seconds) in settings.PERIODIC_RUNS.items():
        begun = (now - timedelta(seconds=seconds), now + AHEAD)
        recent |= Q(kind=kind, queued_at__range=begun)
        recent |= Q(kind=kind, state__in=[Run.State.QUEUED, Run.State.RUNNING])
    seen = set(Run.objects.filter(recent).values_list("kind", flat=True))
    return [kind for kind in settings.PERIODIC_RUNS if kind not in seen]


def to_ask(*, now) -> list[str]:
    """Those of them that were not asked about in the last minutes."""
    patience = ASKED_AGAIN_AFTER.total_seconds()
    return [kind for kind in overdue(now=now) if cache.add(f"work:periodic:{kind}", 1, timeout=patience)]


@transaction.atomic
def begin_if_overdue(kind: str, *, now) -> bool:
    """Have a run of `kind` begun if it is (still) overdue. Of two clocks at one moment one does; whether it was us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_BEGINNING, kind])
        (ours,) = cursor.fetchone()
    if not ours or kind not in overdue(now=now):
        return False
    task, _seconds = settings.PERIODIC_RUNS[kind]
    import_string(task)()
    return True
