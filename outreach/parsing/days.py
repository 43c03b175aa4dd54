# SPDX-License-Identifier: GPL-3.0-or-later
"""Days as English wiki pages write them; what is no day that ever was is none."""

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = re.compile(r"\s*(?P<month>[A-Za-z]{3,9})\.? (?P<year>20\d\d)\s*")


def day_of(day: str, month: str, year: str) -> date | None:
    """Return the day; the month is an English name or its first three letters."""
    said = month.lower()
    number = next((at for at, name in enumerate(_MONTHS, 1) if said in (name, name[:3])), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def month_of(text: str) -> date | None:
    """Return the first day of a month such as "June 2011"."""
    match = _MONTH.fullmatch(text)
    return day_of("1", match["month"], match["year"]) if match else None
