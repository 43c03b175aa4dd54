# SPDX-License-Identifier: GPL-3.0-or-later
"""The directory of contributors, one contributor, and the directory as a file."""

import csv
from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.fresh import fresh_sign_in_required
from accounts.limits import limited
from interface.cells import safe_cell
from journal.actions import acting, record_event
from outreach import reports
from outreach.filters import ContributorFilter
from outreach.models import Contributor
from outreach.permissions import may_decide_claims, may_export_contributors, may_see_colleagues
from outreach.protection import is_hidden

ROWS_A_PAGE = 50
WORK_A_PAGE = 50


@login_not_required
@require_GET
def contributor_list(request):
    """Who worked on mirrored pages or is named on lists of people, and what pages say of them."""
    filters = ContributorFilter(request.GET)
    seen = Contributor.objects.visible_to(request.user)
    found = reports.facets(filters.each_but_one(seen))
    filters.offer(**asdict(found))
    contributors = filters.in_order(filters.apply(seen)).select_related("source")
    page = Paginator(contributors, ROWS_A_PAGE).get_page(request.GET.get("page"))
    country = filters.told.get("country", "")
    is_protected = is_hidden(country, request.user)
    context = {
        "filters": filters,
        "page": page,
        "rows": reports.with_work(page),
        "mirrors": reports.mirrors_of(page),
        "by_country": [] if filters.told else reports.by_country(found.countries, request.user),
        "is_protected": is_protected,
        # Narrowed by anything else, two figures could differ by one person.
        "protected_figure": reports.protected_figure(country, request.user)
        if is_protected and filters.told.keys() == {"country"}
        else None,
        "may_export": may_export_contributors(request.user),
        "may_decide": may_decide_claims(request.user),
        "may_see_colleagues": may_see_colleagues(request.user),
        "country": country,
        "is_asked": bool(filters.told),
    }
    return render(request, "outreach/contributor_list.html", context)


@login_not_required
@require_GET
def contributor(request, pk):
    """What one account worked on, and what pages say of the person, with the revision that says it."""
    contributor = get_object_or_404(
        Contributor.objects.visible_to(request.user).select_related("source"), pk=pk
    )
    page = Paginator(reports.work_of(contributor), WORK_A_PAGE).get_page(request.GET.get("page"))
    claims = reports.claims_of([contributor]).get(contributor.pk, {})
    context = {
        "contributor": contributor,
        "page": page,
        "rows": reports.with_addresses(page),
        "claims": [claim for kind in claims.values() for claim in kind],
        "last_active_on": reports.last_active_on(contributor),
        "may_decide": may_decide_claims(request.user),
    }
    return render(request, "outreach/contributor.html", context)


@require_GET
@limited("export")
@fresh_sign_in_required
def export(request):
    """The directory, narrowed as the list is, as a file for a spreadsheet.

    The list is the whole movement's and no affiliate's, so its line in the journal belongs to none: who may take it
    works for several at times, and none of them may read which accounts another looked at. Platform administrators do.
    """
    if not may_export_contributors(request.user):
        raise PermissionDenied
    filters = ContributorFilter(request.GET)
    contributors = filters.in_order(filters.apply(Contributor.objects.visible_to(request.user)))
    with acting(request.user):
        record_event("file.exported", by=request.user, after="contributors")
        rows = list(reports.export_rows(contributors))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="contributors-{timezone.localdate():%Y-%m-%d}.csv"'
    )
    writer = csv.writer(response)
    writer.writerow(map(safe_cell, _headings()))
    for row in rows:
        writer.writerow(map(safe_cell, row))
    return response


def _headings() -> list[str]:
    return [
        _("Username"),
        _("Wiki"),
        _("Account"),
        _("Last active"),
        _("Pages"),
        _("Affiliations"),
        _("Countries"),
        _("Roles"),
        _("Skills"),
        _("Where it says so"),
    ]
