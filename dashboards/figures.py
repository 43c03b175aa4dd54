# SPDX-License-Identifier: GPL-3.0-or-later
"""What a dashboard counts, as values; and as the cache keeps them."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Self

from dashboards.small_groups import Told
from partnerships.reports import Outcome
from partnerships.stages import CLOSED

_MOMENTS = ("at", "synced_at")


@dataclass(frozen=True)
class Figures:
    """What stands on a dashboard, for one affiliate or for the movement."""

    counted_at: datetime
    phases: dict[str, int]
    institutions: int
    moves: int
    expiring: int
    case_studies: dict[str, int]  # by ISO alpha-2 country; "" where none is known
    overdue: int
    confidential: Told | None = None  # how many more there are that the reader does not see
    last_sync: dict = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(count for phase, count in self.phases.items() if phase not in CLOSED)

    @property
    def case_studies_total(self) -> int:
        return sum(self.case_studies.values())

    def plain(self) -> dict:
        """As JSON has it."""
        moments = {name: _written(self.last_sync[name]) for name in _MOMENTS if name in self.last_sync}
        return asdict(self) | {
            "counted_at": _written(self.counted_at),
            "last_sync": self.last_sync | moments,
        }

    @classmethod
    def read(cls, plain: dict) -> Self:
        """What `plain` wrote."""
        last_sync = plain["last_sync"]
        told = plain["confidential"]
        made = {
            "counted_at": _moment(plain["counted_at"]),
            "confidential": told and Told(**told),
            "last_sync": last_sync
            | {name: _moment(last_sync[name]) for name in _MOMENTS if name in last_sync},
            "outcomes": [Outcome(**each) for each in plain["outcomes"]],
        }
        return cls(**(plain | made))


def _written(moment: datetime | None) -> str | None:
    return moment and moment.isoformat()


def _moment(written: str | None) -> datetime | None:
    return written and datetime.fromisoformat(written)
