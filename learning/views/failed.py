# SPDX-License-Identifier: GPL-3.0-or-later
"""Where learning begins, and the experiments that failed: what they teach stands first."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.facts import Kind, Outcome
from casestudies.models import CaseStudy
from casestudies.permissions import may_begin
from learning.permissions import may_edit_guides, may_mentor, may_walk

A_PAGE = 30


@login_not_required
@require_safe
def home(request):
    """What there is to learn from."""
    context = {
        "may_walk": may_walk(request.user),
        "may_mentor": may_mentor(request.user),
        "may_edit": may_edit_guides(request.user),
    }
    return render(request, "learning/home.html", context)


@login_not_required
@require_safe
def failed(request):
    """Public case studies of what did not work, with the lesson."""
    did_not_work = Q(outcome=Outcome.FAILED) | Q(kind=Kind.FAILED)
    found = (
        CaseStudy.objects.public()
        .filter(did_not_work)
        .select_related("institution", "gist")
        .defer("search", "search_text", "institution__name_key", "institution__search")
        .order_by("-saved_at", "-pk")
    )
    context = {
        "page_obj": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "may_begin": may_begin(request.user),
    }
    return render(request, "learning/failed.html", context)
