# SPDX-License-Identifier: GPL-3.0-or-later
"""Where learning begins, and the experiments that failed: what they teach stands first."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.facts import Kind, Outcome
from casestudies.models import CaseStudy
from learning.permissions import may_mentor

A_PAGE = 30


@login_not_required
@require_safe
def home(request):
    """What there is to learn from."""
    return render(request, "learning/home.html", {"may_mentor": may_mentor(request.user)})


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
    page_obj = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/failed.html", {"page_obj": page_obj})
