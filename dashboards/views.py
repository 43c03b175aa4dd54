# SPDX-License-Identifier: GPL-3.0-or-later
"""The front page and the dashboards."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casestudies.facets import UNKNOWN
from casestudies.models import CaseStudy
from dashboards import permissions, reports
from dashboards.facts import facts
from dashboards.filters import PeopleFilter, experience_of
from interface import charts, words
from outreach import health
from outreach.freshness import freshness
from outreach.gate import shared_gate
from outreach.models import Page
from outreach.remedies import PAGE_REMEDIES, STOPPED
from partnerships.stages import ASIDE, PATH
from work import reports as work
from work.models import Message

PEOPLE_A_PAGE = 50
FAULTS_A_PAGE = 25


@login_not_required
@require_GET
def home(request):
    """What this is, in figures everybody may see, and the newest case studies."""
    newest = CaseStudy.objects.visible_to(request.user).public().only("title", "country", "language")
    context = {"counts": reports.public_counts(), "newest": newest.order_by("-saved_at", "-pk")[:6]}
    if request.user.is_authenticated:
        context["affiliates"] = permissions.affiliates_for(request.user)[:12]
    return render(request, "dashboards/home.html", context)


@require_GET
def people(request):
    """Who has worked with institutions before, for whoever begins now."""
    if not permissions.may_see_people(request.user):
        raise PermissionDenied
    filters = PeopleFilter(request.GET)
    page = Paginator(filters.apply(reader=request.user), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, "people": experience_of(page, request.user)}
    return render(request, "dashboards/people.html", context)


@require_GET
def system(request):
    """Whether everything runs, for those who run it."""
    if not permissions.may_see_system(request.user):
        raise PermissionDenied
    outbox = work.outbox()
    context = {
        "parts": work.parts(),
        "queue": work.queue(),
        "facts": facts(),
        "outbox": outbox,
        "states": [(label, outbox.counts[state]) for state, label in Message.State.choices],
        "stuck": work.stuck_messages(),
        "runs": work.latest_runs(),
    }
    template = "dashboards/system.html#state" if request.htmx else "dashboards/system.html"
    return render(request, template, context)


@require_GET
def sync_health(request):
    """How our line to each wiki fares, and what to do where something is wrong."""
    if not permissions.may_see_syncs(request.user):
        raise PermissionDenied
    lines = health.lines()
    conflicts, editions = reports.stuck_editions(request.user)
    context = {
        "now": timezone.now(),
        "lines": lines,
        "is_lit": all(line.traffic for line in lines),
        "allowed": shared_gate().allowed,
        "conflicts": conflicts,
        # A conflict is over once its author has decided: the edition knows, the order that met it does not.
        "stuck": [each for each in health.stuck_by_state() if each.state in STOPPED],
        "editions": editions,
    }
    if request.htmx:
        return render(request, "dashboards/sync_health.html#lines", context)
    return render(request, "dashboards/sync_health.html", context | _mirrored(request))


def _mirrored(request) -> dict:
    """What does not change from one half minute to the next: pages, faults, requests of the latest syncs."""
    requests, title = health.requests_of_runs(), _("Requests of the latest syncs")
    last_good, not_sent = health.not_sent()
    return {
        "requests": requests,
        "chart_title": title,
        "chart": charts.columns(requests, title),
        "states": Page.State.labels,
        "shelves": health.pages_by_state(),
        "page": Paginator(health.faulty_pages(), FAULTS_A_PAGE).get_page(request.GET.get("page")),
        "last_good": last_good,
        "not_sent": not_sent,
        "remedies": PAGE_REMEDIES,
    }


@require_GET
def movement(request):
    """All affiliates together, for those who look after the movement."""
    if not permissions.may_see_movement(request.user):
        raise PermissionDenied
    affiliates = permissions.affiliates_for(request.user)
    return render(
        request, "dashboards/dashboard.html", {"affiliates": affiliates} | _picture(reports.figures(), None)
    )


@require_GET
def affiliate(request, pk):
    """One affiliate's figures."""
    affiliates = permissions.affiliates_for(request.user)
    chosen = get_object_or_404(affiliates, pk=pk)
    figures = reports.figures(chosen, inside=permissions.is_inside(request.user, chosen))
    context = {"affiliate": chosen, "affiliates": affiliates, "untold": reports.untold(request.user, chosen)}
    return render(request, "dashboards/dashboard.html", context | _picture(figures, chosen))


def _picture(figures: reports.Figures, affiliate) -> dict:
    """The figures as tiles and charts, each leading to its records."""
    mine = {"affiliate": affiliate.pk} if affiliate else {}

    def records(name, **filters):
        return f"{reverse(name)}?{urlencode(mine | filters)}"

    phases = [
        (
            phase.label,
            figures.phases.get(phase, 0),
            records("partnerships:partnership-list", phase=phase.value),
        )
        for phase in PATH
    ]
    aside = [
        (
            phase.label,
            figures.phases.get(phase, 0),
            records("partnerships:partnership-list", phase=phase.value),
        )
        for phase in ASIDE
    ]
    places = sorted(
        (
            (words.country(code) if code else _("No country known"), count, code)
            for code, count in figures.case_studies.items()
        ),
        key=lambda row: -row[1],
    )
    by_country = {code: records("casestudies:list", country=code or UNKNOWN) for code in figures.case_studies}
    rows = [(name, count, by_country[code]) for name, count, code in places]
    funnel_title, map_title = _("Partnerships by stage"), _("Case studies by country")
    return {
        "figures": figures,
        "mirror": freshness(figures.last_sync.get("synced_at")),
        "phases": phases,
        "aside": aside,
        "funnel": charts.bars(phases, funnel_title),
        "funnel_title": funnel_title,
        "countries": rows,
        "map_title": map_title,
        "map": charts.choropleth(
            {code: count for code, count in figures.case_studies.items() if code},
            map_title,
            by_country,
        ),
        "addresses": {
            "open": records("partnerships:partnership-list", open="1"),
            "moves": records("partnerships:move-list", days=reports.MOVES_DAYS),
            "expiring": records("agreements:mou-list", expiring=reports.EXPIRY_DAYS),
            "overdue": records("partnerships:partnership-list", next_step="overdue"),
            "studies": records("casestudies:list"),
        },
    }
