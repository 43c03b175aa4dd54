# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of case studies, and those of one institution."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from casestudies.facets import BY_NAME
from casestudies.filters import CaseStudyFilter
from casestudies.models import CaseStudy
from casestudies.permissions import may_begin, may_decide_guesses
from casestudies.reports.facets import count, offered
from casestudies.reports.listing import CaseStudyPaginator, light, mark_found
from casestudies.views.facet_boxes import draw_facets
from outreach.reports import mirrors_of
from partnerships.models import Institution

SHOWN_AT_INSTITUTION = 10


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def case_study_list(request):
    """What one may see, narrowed by what stands in the address, with how many there are of everything else."""
    filters = CaseStudyFilter(request.GET, user=request.user)
    counts = count(filters)
    pages = CaseStudyPaginator(filters, CaseStudy.objects.visible_to(request.user), total=counts.total)
    page_obj = pages.get_page(request.GET.get("page"))
    facets = list(offered(filters, counts))
    mark_found(page_obj.object_list, filters.words)
    context = {
        "filters": filters,
        "facets": facets,
        "boxes": draw_facets(facets),
        "chips": list(_chips(request, filters)),
        "page_obj": page_obj,
        "is_ranked": filters.is_ranked(counts.total),
        "may_begin": may_begin(request.user),
        "mirrors": mirrors_of(each.page for each in page_obj if each.page),
        "may_decide": may_decide_guesses(request.user),
    }
    wants_part = request.htmx and not request.htmx.history_restore_request
    template = "casestudies/list.html#found" if wants_part else "casestudies/list.html"
    return render(request, template, context)


def _chips(request, filters: CaseStudyFilter) -> Iterator[tuple[str, str, str]]:
    """(what, which, the address without it) of each value chosen, the words but not the order."""
    for name, chosen in filters.chosen.items():
        facet = BY_NAME.get(name)
        for value in chosen if facet else [chosen]:
            rest = request.GET.copy()
            rest.setlist(name, [each for each in rest.getlist(name) if facet and each != value])
            rest.pop("page", None)
            label = facet.label if facet else ""
            said = facet.words_for(value) if facet else filters.about.get(name, value)
            yield label, said, f"{request.path}?{rest.urlencode()}"


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def of_institution(request, pk):
    institution = get_object_or_404(Institution.objects.visible_to(request.user), pk=pk)
    found = light(
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
        "mirrors": mirrors_of(each.page for each in case_studies if each.page),
    }
    return render(request, f"{template}#rows" if request.htmx else template, context)
