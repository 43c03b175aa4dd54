# SPDX-License-Identifier: GPL-3.0-or-later
"""On which days somebody is reminded of what. Pure dates; the sweep itself is `agreements.actions.reminding`.

A reminder is due when the recipient's own calendar has reached its day. Of several that became due together,
after a sleep, only the latest is said; once it is said, those before it are over, whatever the clock does.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

# Days from the day itself, the earliest first: before, on the day, overdue.
COMMITMENT_DAYS = (-14, -3, 0, 7)
REVIEW_DAYS = (-14, 0)

# Somewhere it is tomorrow already, and somewhere still yesterday.
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=12)


def latest(day: date, today: date, days: Sequence[int]) -> int | None:
    """The last of `days` that `today` has reached, counted from `day`; None when the first is still to come."""
    return max((each for each in days if day + timedelta(days=each) <= today), default=None)


def to_say(day: date, today: date, days: Sequence[int], said: Sequence[int]) -> int | None:
    """The reminder to be said now: the latest due, unless it, or one after it, was said."""
    reached = latest(day, today, days)
    return None if reached is None or any(each >= reached for each in said) else reached


def furthest_today(now: datetime) -> date:
    """The latest day that any calendar on earth shows at that moment."""
    return (now.astimezone(UTC) + _AHEAD).date()


def window(now: datetime, since: datetime, days: Sequence[int]) -> tuple[date, date]:
    """The first and the last day of which something may have to be said by a sweep at `now`.

    `since` is when a sweep last went through: what was due by then on every calendar was said. A clock that
    ran ahead then counts for nothing.
    """
    earliest_today = (min(now, since).astimezone(UTC) - _BEHIND).date()
    return earliest_today - timedelta(days=days[-1]), furthest_today(now) - timedelta(days=days[0])
