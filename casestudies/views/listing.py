# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of case studies, and those of one institution."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.filters import CaseStudyFilter
from casestudies.models import CaseStudy
from casestudies.permissions import may_begin, may_decide_guesses
from casestudies.rendering import highlighted
from partnerships.models import Institution

A_PAGE = 50
SHOWN_AT_INSTITUTION = 10


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def case_study_list(request):
    visible = CaseStudy.objects.visible_to(request.user)
    places = visible.order_by().values_list("country", "language").distinct()
    filters = CaseStudyFilter(request.GET, user=request.user, places=places)
    found = filters.apply(visible).select_related("institution", "page__source", "author")
    page_obj = Paginator(_light(found), A_PAGE).get_page(request.GET.get("page"))
    for case_study in page_obj:
        if getattr(case_study, "marked_lead", ""):
            case_study.marked_lead = highlighted(case_study.marked_lead)
    wants_rows = request.htmx and not request.htmx.history_restore_request
    template = "casestudies/list.html#results" if wants_rows else "casestudies/list.html"
    context = {
        "filters": filters,
        "page_obj": page_obj,
        "may_begin": may_begin(request.user),
        "may_decide": may_decide_guesses(request.user),
    }
    return render(request, template, context)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def of_institution(request, pk):
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    found = _light(
        CaseStudy.objects.visible_to(request.user)
        .filter(institution=institution)
        .exclude(state=CaseStudy.State.WITHDRAWN)
    )
    case_studies = list(found[: SHOWN_AT_INSTITUTION + 1])
    template = "casestudies/of_institution.html"
    context = {
        "institution": institution,
        "case_studies": case_studies[:SHOWN_AT_INSTITUTION],
        "has_more": len(case_studies) > SHOWN_AT_INSTITUTION,
        "may_begin": may_begin(request.user),
    }
    return render(request, f"{template}#rows" if request.htmx else template, context)


def _light(case_studies):
    """Without the long texts that no list shows."""
    return case_studies.defer("search", "search_text", "page__text", "page__categories", "page__templates")
