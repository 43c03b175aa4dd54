# SPDX-License-Identifier: GPL-3.0-or-later
"""On which days a promise that comes again is due. Pure dates."""

from calendar import monthrange
from datetime import date

MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


def occurrence(first: date, recurrence: str, number: int) -> date | None:
    """The day of the `number`-th occurrence (the first is 0), counted from the first day, never from the last.

    So the 31st of January is followed by the end of February and then by the 31st of March again. None
    beyond the last year there is, and for what comes once. Raises KeyError for an unknown recurrence.
    """
    if number == 0:
        return first
    if not recurrence:
        return None
    months = first.month - 1 + MONTHS[recurrence] * number
    year, month = first.year + months // 12, months % 12 + 1
    if year > date.max.year:
        return None
    return date(year, month, min(first.day, monthrange(year, month)[1]))
