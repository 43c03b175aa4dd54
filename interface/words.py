# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, dates and country names as the reader's language writes them (CLDR, through Babel).

Django's own formats group no digits in Arabic and know no country names.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_timedelta
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, to_locale


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(to_locale(language))
    except (UnknownLocaleError, ValueError):
        # Wikimedia translates into more languages than CLDR describes.
        return Locale.parse("en")


def reader_locale() -> Locale:
    """The Babel locale of the language this page is read in."""
    return _locale(get_language() or "en")


def number(value: int | float | Decimal) -> str:
    """1234567.5 → “1,234,567.5”."""
    return format_decimal(value, locale=reader_locale())


def percent(share: float) -> str:
    """0.415 → “42%”."""
    return format_percent(share, locale=reader_locale())


def day(value: date) -> str:
    """A date with the month in letters, such as “Nov 12, 2026”; a moment is first taken to the reader's time zone."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_skeleton("yMMMd", value, locale=reader_locale())


def month(value: date) -> str:
    """A month with its year, such as “November 2026”."""
    return format_skeleton("yMMMM", value, locale=reader_locale())


def short_day(value: date) -> str:
    """Day and month in figures, such as “11/12”, for the foot of a chart."""
    # CLDR's mark for right-to-left lines would turn the figures round in a drawing, whose lines run left to right.
    return format_skeleton("Md", value, locale=reader_locale()).replace("\u200f", "")


def moment(value: datetime) -> str:
    """Date and time to the minute, in the reader's time zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    clock = format_skeleton("Hm", local, locale=reader_locale())
    return reader_locale().datetime_formats["medium"].format(clock, day(value))


def clock(value: datetime) -> str:
    """Hours and minutes, in the reader's time zone."""
    return format_skeleton("Hm", timezone.localtime(value), locale=reader_locale())


def ago(value: datetime, *, now: datetime | None = None) -> str:
    """How long ago, in the largest unit that fits: “3 hours ago”. What lies ahead is “in 3 hours”."""
    passed = value - (now or timezone.now())
    return format_timedelta(passed, add_direction=True, locale=reader_locale())


def country(code: str) -> str:
    """“EG” → “Egypt”; a code CLDR does not know comes back as it is."""
    return reader_locale().territories.get(str(code).upper(), str(code))
