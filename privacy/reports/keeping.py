# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept for how long, and when it was last thrown away."""

from dataclasses import dataclass
from datetime import datetime

from privacy.classes import DataClass
from privacy.registry import Purge, class_of, every_field, purges
from privacy.retention import KEEPING, Keeping
from work.models import Run

KIND = "privacy.purge"


@dataclass(frozen=True)
class LastTime:
    """When a purge last ran through, and how many rows it was."""

    at: datetime
    rows: int


@dataclass(frozen=True)
class Row:
    """One class of data: how it is treated, which purges hold its period, and when each last ran."""

    data_class: DataClass
    keeping: Keeping
    purges: list[tuple[Purge, LastTime | None]]
    is_held: bool

    @property
    def last_at(self) -> datetime | None:
        """When all of them had run: the oldest of the last times; None while one has never run."""
        times = [last.at if last else None for _purge, last in self.purges]
        return min(times) if times and None not in times else None

    @property
    def rows_gone(self) -> int:
        return sum(last.rows for _purge, last in self.purges if last)


def table() -> list[Row]:
    """A row for each class, in the order of the statement, without the times: no query."""
    return _rows({})


def table_with_times() -> list[Row]:
    """As `table`, with each purge's last time: one query for each kind of run."""
    return _rows(last_times())


def last_times() -> dict[str, LastTime]:
    """{name of a purge: its last time}; one that broke in the latest run shows the one before."""
    all_purges = purges()
    times = {}
    for kind in sorted({purge.run or KIND for purge in all_purges}):
        runs = Run.objects.filter(kind=kind, ended_at__isnull=False).order_by("-queued_at")[:30]
        latest = list(runs.values_list("state", "ended_at", "counts"))
        for purge in (each for each in all_purges if (each.run or KIND) == kind):
            times[purge.name] = _last_of(purge, latest)
    return {name: last for name, last in times.items() if last}


def _last_of(purge: Purge, latest: list[tuple]) -> LastTime | None:
    counted = purge.counted or purge.name
    for state, ended_at, counts in latest:
        through = state == Run.State.DONE or (
            not purge.run and purge.name not in counts.get("broken", [purge.name])
        )
        if through and counted in counts:
            return LastTime(ended_at, counts[counted])
    return None


def _rows(times: dict[str, LastTime]) -> list[Row]:
    held = {class_of(model, field) for model, field in every_field()}
    by_class = {}
    for purge in purges():
        by_class.setdefault(purge.of, []).append((purge, times.get(purge.name)))
    return [
        Row(data_class, keeping, by_class.get(data_class, []), data_class in held)
        for data_class, keeping in KEEPING.items()
    ]
