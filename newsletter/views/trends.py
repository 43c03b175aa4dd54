# SPDX-License-Identifier: GPL-3.0-or-later
"""Trends: charts and tables of which every figure leads to its reports, and the same figures as a file."""

import csv
from datetime import date
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.limits import limited
from interface import charts
from interface.cells import safe_cell
from newsletter.filters import NOT_EDITORIAL, TrendsFilter
from newsletter.forms import all_countries
from newsletter.models import Report
from newsletter.models.names import AreaClasses
from newsletter.reports import trends as figures
from newsletter.reports.listing import years_of

AREAS_DRAWN = 15


@login_not_required
@require_safe
def trends(request):
    filters = TrendsFilter(request.GET, years=years_of(request.user))
    visible = Report.objects.visible_to(request.user)
    counted = filters.apply(visible)
    years = _years(filters)
    measured = _measured(filters)
    counts = figures.by_year(counted)
    areas = figures.by_area(counted, years, user=request.user, measured=measured)
    context = {
        "filters": filters,
        "years": years,
        "measured": measured,
        "total": sum(counts.values()),
        "areas": [_linked(row, filters) for row in areas],
        "topics": _topics(counted, filters),
        "nowhere": counted.filter(area_class=AreaClasses.UNKNOWN).count(),
        "nowhere_address": _reports(
            filters, area_class=AreaClasses.UNKNOWN.value, since=filters.first_year, until=filters.last_year
        ),
        "query": request.GET.urlencode(),
    }
    context |= _charts(counts, areas, years, filters) | _silence(visible, filters)
    return render(request, "newsletter/trends.html", context)


@login_not_required
@require_safe
@limited("export")
def trend_figures(request):
    """The table of areas by year as CSV."""
    filters = TrendsFilter(request.GET, years=years_of(request.user))
    counted = filters.apply(Report.objects.visible_to(request.user))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="newsletter-reports.csv"'
    response.write("\ufeff")  # spreadsheets take it for another encoding without
    rows = csv.writer(response)
    rows.writerow(["area", "country_code", "year", "reports"])
    for row in figures.by_area(counted, _years(filters), user=request.user):
        for year, number in row.by_year:
            rows.writerow([safe_cell(row.label), row.key if row.is_country else "", year, number])
    return response


def _years(filters: TrendsFilter) -> range:
    return range(filters.first_year, filters.last_year + 1) if filters.first_year else range(0)


def _measured(filters: TrendsFilter) -> int | None:
    """The last year that is over: half a year says nothing against whole ones."""
    if not filters.first_year:
        return None
    year = min(filters.last_year, timezone.localdate().year - 1)
    return year if year > filters.first_year else None


def _reports(filters: TrendsFilter, **narrowed) -> str:
    chosen = {"area_class": filters.counted_class or NOT_EDITORIAL} | narrowed
    return f"{reverse('newsletter:list')}?{urlencode({k: v for k, v in chosen.items() if v})}"


def _linked(row: figures.AreaRow, filters: TrendsFilter) -> dict:
    """The row, and the address of the reports behind each figure."""
    return {
        "row": row,
        "address": _reports(filters, area=row.key, since=filters.first_year, until=filters.last_year),
        "cells": [(number, _reports(filters, area=row.key, year=year)) for year, number in row.by_year],
    }


def _charts(counts: dict, areas: list, years: range, filters: TrendsFilter) -> dict:
    year_title, area_title = _("Reports by year"), _("Reports by area")
    by_year = [(str(year), counts.get(year, 0), _reports(filters, year=year)) for year in years]
    by_area = [
        (
            row.label,
            row.total,
            _reports(filters, area=row.key, since=filters.first_year, until=filters.last_year),
        )
        for row in areas[:AREAS_DRAWN]
    ]
    return {
        "year_title": year_title,
        "by_year": by_year,
        "year_chart": charts.columns(by_year, year_title),
        "area_title": area_title,
        "by_area": by_area,
        "area_chart": charts.bars(by_area, area_title),
    }


def _topics(counted, filters: TrendsFilter) -> list[dict]:
    if not filters.last_year:
        return []
    first = filters.last_year - figures.RECENT_YEARS + 1
    return [
        topic | {"address": _reports(filters, topic=topic["topic"], since=first, until=filters.last_year)}
        for topic in figures.rising_topics(counted, last=filters.last_year)
    ]


def _silence(visible, filters: TrendsFilter) -> dict:
    """Untouched countries, as seen from the newest issue: the mirror may be behind the calendar."""
    newest = visible.order_by("-issue__appeared_on").values_list("issue__appeared_on", flat=True).first()
    if newest is None:
        return {"silent": [], "never": [], "newest": None}
    before = date(newest.year - filters.silent_years, newest.month, 1)
    found = figures.untouched(visible, dict(all_countries()), before=before)
    return {
        "silent": [
            (each, f"{reverse('newsletter:list')}?{urlencode({'country': each.code})}")
            for each in found
            if each.last_on
        ],
        "never": [each for each in found if not each.last_on],
        "before": before,
        "newest": newest,
    }
