# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of all partnerships one may see."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import may, roles_of
from partnerships import reports
from partnerships.filters.pipeline import PartnershipFilter
from partnerships.models import Partnership
from partnerships.permissions import is_inside, may_steer

ROWS_A_PAGE = 50
LONGEST_ADDRESS = 500
PAGE = "partnerships:partnership-list"


@login_not_required
@require_safe
def partnership_list(request):
    """All partnerships one may see, narrowed by the address; strangers see the public ones."""
    user = request.user
    seen = Partnership.objects.visible_to(user)
    leads, countries = reports.remembered_choices(
        _sight_of(user),
        seen,
        is_inside=lambda pk: may(user, "partnership.see", affiliate_id=pk, is_open=True),
    )
    filters = PartnershipFilter(
        request.GET, queryset=seen.order_by("-pk"), request=request, leads=leads, countries=countries
    )
    rows = reports.with_card_facts(filters.qs).select_related("affiliate", "stage")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    cards = reports.cards_for(page, [row.stage for row in page])
    may_change = {row.pk for row in page if may_steer(user, row)}
    context = {
        "filters": filters,
        "conditions": filters.conditions.in_words(dict(leads)),
        # Added to a record's address, it lets the reader go on to the next of this list.
        "from_here": urlencode({"from": request.get_full_path()[:LONGEST_ADDRESS]}),
        "page": page,
        "rows": [(row, card, is_inside(user, row)) for row, card in zip(page, cards, strict=True)],
        "may_change": may_change,
        "views_query": urlencode({"page": PAGE, "query": request.GET.urlencode()}),
    }
    return render(request, "partnerships/partnership_list.html", context)


def _sight_of(user) -> str:
    """What decides which rows a user sees: the roles, and what is shared with the person."""
    roles = {role: sorted(ids) if ids else ids for role, ids in roles_of(user).items()}
    return f"list:{user.pk}:{sorted(roles.items(), key=str)}".replace(" ", "")
