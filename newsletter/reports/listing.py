# SPDX-License-Identifier: GPL-3.0-or-later
"""What a list of reports offers beside its lines."""

from collections import Counter
from itertools import groupby

from django.db.models import Count, Q

from newsletter.models import Issue, Report, ReportArea, ReportTopic
from newsletter.models.names import AreaClasses
from newsletter.parsing.areas import bare_name

TOPICS_OFFERED = 12
LEAST_REPORTS = 2


def years_of(user) -> list[int]:
    """The years that have reports, newest first."""
    dates = Issue.objects.visible_to(user).order_by().values_list("appeared_on__year", flat=True)
    return sorted(set(dates), reverse=True)


def countries_of(user) -> set[str]:
    """The countries that reports are about."""
    areas = ReportArea.objects.filter(report__in=Report.objects.visible_to(user)).exclude(country="")
    return set(areas.order_by().values_list("country", flat=True).distinct())


def issues_by_year(user) -> list[tuple[int, list[Issue]]]:
    """(year, its issues with `report_count`), newest first."""
    issues = (
        Issue.objects.visible_to(user)
        .annotate(report_count=Count("reports", filter=Q(reports__is_public=True), distinct=True))
        .order_by("-appeared_on")
    )
    return [(year, list(rows)) for year, rows in groupby(issues, key=lambda issue: issue.appeared_on.year)]


def frequent_topics(reports) -> list[dict]:
    """The topics that most of these reports share, each with `number`."""
    return list(
        ReportTopic.objects.filter(report__in=reports.order_by().values("pk"))
        .values("topic", "topic__name")
        .annotate(number=Count("report"))
        .filter(number__gte=LEAST_REPORTS)
        .order_by("-number", "topic__name")[:TOPICS_OFFERED]
    )


def unknown_names(user) -> list[tuple[str, int]]:
    """(name, number of reports) of those that nobody knows an area for, the most frequent first."""
    reports = Report.objects.visible_to(user).filter(area_class=AreaClasses.UNKNOWN).order_by()
    counted: Counter[str] = Counter()
    for name, number in reports.values_list("name").annotate(number=Count("pk")):
        counted[bare_name(name)] += number
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
