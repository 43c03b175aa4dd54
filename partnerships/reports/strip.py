# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip of stages on a partnership's page: where it stands, how long it was where, who took it there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from partnerships.models import Partnership, Stage, StageMove
from partnerships.stages import ASIDE


@dataclass(frozen=True)
class Station:
    """A stage on the way of one partnership: `done`, `here` or `ahead`.

    `days` are all it spent there, None where it never was or the reader may not know; `move` is the one by
    which it came there last.
    """

    stage: Stage
    standing: str
    days: int | None = None
    move: StageMove | None = None


def strip(
    partnership: Partnership,
    stages: Iterable[Stage],
    *,
    moves: Iterable[StageMove] = (),
    now: datetime | None = None,
) -> list[Station]:
    """The stages in order; those aside and those no longer in use only where the partnership was or is.

    `moves` are the partnership's, the latest first. A move that was undone counts as never made.
    """
    moves = list(moves)
    undone = {move.undoes_id for move in moves if move.undoes_id}
    made = [move for move in moves if move.pk not in undone and not move.undoes_id]
    days = _days(partnership, made, now or timezone.now())
    reached: dict[int, StageMove] = {}
    for move in made:
        reached.setdefault(move.target_id, move)

    here, known = partnership.stage_id, days.keys() | {partnership.stage_id}
    shown = [s for s in stages if s.pk in known or not (s.phase in ASIDE or s.retired_at)]
    place = next(number for number, stage in enumerate(shown) if stage.pk == here)
    is_aside = partnership.phase in ASIDE
    return [
        Station(
            stage,
            _standing(stage.pk == here, stage.pk in days if is_aside else number < place),
            days.get(stage.pk) if made else None,
            reached.get(stage.pk),
        )
        for number, stage in enumerate(shown)
    ]


def _days(partnership: Partnership, made: list[StageMove], now: datetime) -> dict[int, int]:
    """{stage: days in it}, for every stage it was in."""
    days = {move.target_id: 0 for move in made}
    for move in made:
        if move.source_id:
            days[move.source_id] = days.get(move.source_id, 0) + move.days_spent
    if made and partnership.is_open:
        here = partnership.stage_id
        days[here] = days.get(here, 0) + max(0, partnership.days_in_stage(now))
    return days


def _standing(is_here: bool, is_done: bool) -> str:
    return "here" if is_here else "done" if is_done else "ahead"
