# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of partnerships, by who started them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from partnerships.models import Partnership, StageMove
from partnerships.stages import CLOSED, Phase


@dataclass(frozen=True)
class Outcome:
    """The partnerships one kind of starter began. `origin` is the stored word; its label is the reader's."""

    origin: str
    total: int
    on_the_way: int
    active: int
    ended: int
    reached: int

    @property
    def label(self) -> str:
        return str(Partnership.Origin(self.origin).label)

    @property
    def share(self) -> float | None:
        """How many of all have ever been active or self-sustaining."""
        return self.reached / self.total if self.total else None


def outcomes_by_origin(partnerships: QuerySet) -> list[Outcome]:
    """One row for each origin, in the order of the choices, those without partnerships too; one query."""
    working = [Phase.ACTIVE.value, Phase.SUSTAINING.value]
    arrived = StageMove.objects.filter(partnership=OuterRef("pk"), target__phase__in=working)
    undone = Q(undone_by__isnull=False)
    counted = {
        row["origin"]: row
        for row in partnerships.kept()
        .order_by()
        .annotate(was_active=Exists(arrived.exclude(undone)))
        .values("origin")
        .annotate(
            total=Count("pk"),
            active=Count("pk", filter=Q(phase__in=working)),
            ended=Count("pk", filter=Q(phase__in=[Phase(phase).value for phase in CLOSED])),
            reached=Count("pk", filter=Q(was_active=True) | Q(phase__in=working)),
        )
    }
    return [_outcome(origin, counted.get(origin, {})) for origin in Partnership.Origin.values]


def _outcome(origin: str, row: dict) -> Outcome:
    total, active, ended, reached = (row.get(name, 0) for name in ("total", "active", "ended", "reached"))
    return Outcome(origin, total, total - active - ended, active, ended, reached)
