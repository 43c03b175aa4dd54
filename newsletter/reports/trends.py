# SPDX-License-Identifier: GPL-3.0-or-later
"""How reports go over the years: by area, by topic, and the countries that nobody reports from."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from interface import words
from newsletter.models import ReportArea, ReportTopic
from newsletter.reports.held_back import public_figures

RISING_SHOWN = 20
RECENT_YEARS = 2
LEAST_RECENT = 2


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: reports by year, all together, and the measured year against the mean of the years before it.

    `growth` is None where no year lies before.
    """

    key: str
    label: str
    is_country: bool
    by_year: list[tuple[int, int]]
    total: int
    growth: float | None


@dataclass(frozen=True, slots=True)
class Silence:
    """A country without a report for long, or ever (`last_on` is None)."""

    code: str
    label: str
    last_on: date | None


def by_year(reports: QuerySet) -> dict[int, int]:
    """How many of these reports appeared in each year."""
    counted = reports.order_by().values_list("issue__appeared_on__year").annotate(number=Count("pk"))
    return dict(sorted(counted))


def by_area(reports: QuerySet, years: range, *, user, measured: int | None = None) -> list[AreaRow]:
    """The areas of these reports, those with the most first."""
    key = Case(When(name="", then=F("country")), default=F("name"))
    counted = (
        ReportArea.objects.filter(report__in=reports.order_by().values("pk"))
        .annotate(key=key, year=F("report__issue__appeared_on__year"))
        .order_by()
        .values_list("key", "year")
        .annotate(number=Count("report", distinct=True))
    )
    areas: dict[str, Counter[int]] = defaultdict(Counter)
    for name, year, number in counted:
        areas[name][year] += number
    rows = [_row(name, counts, years, measured) for name, counts in public_figures(areas, user).items()]
    return sorted(rows, key=lambda row: (-row.total, row.label))


def _row(key: str, counts: Counter[int], years: range, measured: int | None) -> AreaRow:
    before = [counts[year] for year in years if measured and year < measured]
    growth = counts[measured] - sum(before) / len(before) if before else None
    is_country = len(key) == 2
    return AreaRow(
        key=key,
        label=words.country(key) if is_country else key,
        is_country=is_country,
        by_year=[(year, counts[year]) for year in years],
        total=sum(counts[year] for year in years),
        growth=round(growth, 1) if growth is not None else None,
    )


def rising_topics(reports: QuerySet, *, last: int) -> list[dict]:
    """The topics named more often in the last two years than in as many before, with `recent` and `earlier`."""
    year = "report__issue__appeared_on__year"
    first = last - RECENT_YEARS + 1
    recent = Count("report", filter=Q(**{f"{year}__gte": first, f"{year}__lte": last}))
    earlier = Count("report", filter=Q(**{f"{year}__gte": first - RECENT_YEARS, f"{year}__lt": first}))
    return list(
        ReportTopic.objects.filter(report__in=reports.order_by().values("pk"))
        .values("topic", "topic__name")
        .annotate(recent=recent, earlier=earlier, rise=recent - earlier)
        .filter(recent__gte=LEAST_RECENT, rise__gt=0)
        .order_by("-rise", "-recent", "topic__name")[:RISING_SHOWN]
    )


def untouched(reports: QuerySet, countries: dict[str, str], *, before: date) -> list[Silence]:
    """Countries (code: name) with no report since `before`, those that spoke last first, the never-heard last."""
    last = dict(
        ReportArea.objects.filter(report__in=reports.order_by().values("pk"))
        .exclude(country="")
        .order_by()
        .values_list("country")
        .annotate(last_on=Max("report__issue__appeared_on"))
    )
    silent = [
        Silence(code, label, last.get(code))
        for code, label in countries.items()
        if code not in last or last[code] < before
    ]
    return sorted(
        silent, key=lambda each: (each.last_on is None, -(each.last_on or date.min).toordinal(), each.label)
    )
