# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of somebody's queue, cut into sections. Four queries however much waits."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator

from today.sources.base import SECTIONS, Line
from today.waiting import Waiting

LINES_A_PAGE = 50


@dataclass(frozen=True)
class Section:
    """A part of the queue: how many wait in it, and those of them on this page."""

    code: int
    count: int
    lines: list[Line] = field(default_factory=list)

    @property
    def label(self):
        return SECTIONS[self.code]


@dataclass(frozen=True)
class Queue:
    """What a page of the queue shows; `count` is everything that waits and was not put off."""

    count: int
    sections: list[Section]
    page: Page
    put_off: list[Line]


class _Lines:
    """The lines as Django's paginator reads them: a count and slices."""

    def __init__(self, waiting: Waiting, total: int):
        self._waiting, self._total = waiting, total

    def __len__(self):
        return self._total

    def __getitem__(self, part: slice) -> list[Line]:
        return self._waiting.lines(part.start, part.stop)


def queue_of(user, *, page=1, now: datetime | None = None) -> Queue:
    """A page of the person's queue; nonsense for a page is the first or the last."""
    waiting = Waiting(user, now=now)
    counts = waiting.counts()
    total = sum(counts.values())
    shown = Paginator(_Lines(waiting, total), LINES_A_PAGE).get_page(page)
    shown.object_list = list(shown.object_list)
    here: dict[int, list[Line]] = {}
    for line in shown.object_list:
        here.setdefault(line.section, []).append(line)
    sections = [Section(code, counts.get(code, 0), lines) for code, lines in here.items()]
    return Queue(total, sections, shown, waiting.put_off())


def counts_of(user, *, now: datetime | None = None) -> list[Section]:
    """How many wait in each section, without the lines: two queries."""
    return [Section(code, count) for code, count in Waiting(user, now=now).counts().items()]
