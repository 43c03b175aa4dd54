# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsletter's front page: reports to search and narrow, and all issues by year."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from newsletter.filters import ReportFilter
from newsletter.models import Issue, Report
from newsletter.permissions import may_map_names
from newsletter.reports.listing import countries_of, frequent_topics, issues_by_year, years_of
from outreach.reports import mirrors_of

A_PAGE = 50


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def report_list(request):
    filters = ReportFilter(request.GET, years=years_of(request.user), countries=countries_of(request.user))
    visible = Report.objects.visible_to(request.user)
    found = filters.apply(visible)
    lines = filters.order(found.for_list().with_authors(request.user))
    page_obj = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "page_obj": page_obj,
        "mirrors": mirrors_of(line.page for line in page_obj),
        "topics": frequent_topics(found),
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "newsletter/list.html#results", context)
    context |= {"years": issues_by_year(request.user), "may_map": may_map_names(request.user)}
    return render(request, "newsletter/list.html", context)


@login_not_required
@require_safe
def issue(request, pk):
    """One month: its reports, countries before themes."""
    found = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    reports = Report.objects.visible_to(request.user).filter(issue=found)
    lines = reports.for_list().with_authors(request.user).order_by("name", "pk")
    page_obj = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    mirrors = mirrors_of(line.page for line in page_obj)
    return render(
        request, "newsletter/issue.html", {"issue": found, "page_obj": page_obj, "mirrors": mirrors}
    )
