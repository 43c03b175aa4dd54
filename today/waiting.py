# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for one person: all sources mixed by urgency, an honest count, and what was put off.

The order: Overdue, Today, This week, When you can; within each, what is due first or has waited longest.
Under “When you can” a thing waits since the day it began to ask: an agreement since its notice period began,
silence since its ninetieth day, a standing partnership since the end of its planned days, a draft since it has
rested a week, a task without a day since it was made.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from today.models import Snooze
from today.sources import SOURCES, keyed
from today.sources.base import SECTIONS, Line, Row, most_urgent

MOST_PUT_OFF = 200


class Waiting:
    """What waits for a person on a day of their calendar. Each question is one query, and so is making this."""

    def __init__(self, user, *, now: datetime | None = None):
        self.user = user
        self.today: date = user.today(now or timezone.now())
        snoozes = Snooze.objects.filter(user=user.pk, until_on__gt=self.today)
        self._until = dict(snoozes.values_list("key", "until_on"))
        self._put_off = keyed(self._until)
        self._all = {code: source.rows(user, self.today) for code, source in SOURCES.items()}

    def counts(self) -> dict[int, int]:
        """{section: how many wait}, the most urgent first; what was put off is not counted."""
        grouped = [rows.values("row_section").annotate(n=Count("pk")) for rows in self._waiting()]
        # The database turns moments into days by the zone that is active, so it is the person's.
        with timezone.override(self.user.zone):
            counted = list(grouped[0].union(*grouped[1:], all=True))
        total: Counter[int] = Counter()
        for row in counted:
            total[row["row_section"]] += row["n"]
        return {section: total[section] for section in SECTIONS if total[section]}

    def lines(self, first: int, last: int) -> list[Line]:
        """The lines from `first` up to `last`, the most urgent first."""
        with timezone.override(self.user.zone):
            return self._said(most_urgent(self._waiting(), first, last))

    def put_off(self) -> list[Line]:
        """What waits but is not to be seen yet, each with the day it comes back; no query if there is none."""
        chosen = [each.filter(which) for code, which in self._put_off.items() for each in self._all[code]]
        with timezone.override(self.user.zone):
            return self._said(most_urgent(chosen, 0, MOST_PUT_OFF))

    def _waiting(self) -> list[QuerySet]:
        return [
            each.exclude(self._put_off[code]) if code in self._put_off else each
            for code, rows in self._all.items()
            for each in rows
        ]

    def _said(self, rows: list[Row]) -> list[Line]:
        lines = (SOURCES[row.source].line(row, self.today) for row in rows)
        return [replace(line, until_on=self._until.get(line.key)) for line in lines]
