# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies for machines that read schema.org."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from casestudies.linked_data import article
from casestudies.models import CaseStudy, Translation
from casestudies.reports.credits import writers_of
from outreach.models import Contributor

NAMED = 100


@login_not_required
@require_safe
def case_study_linked(request, pk):
    """The public facts, the same for everybody: what the reader sees besides them is not told."""
    nobody = AnonymousUser()
    public = CaseStudy.objects.visible_to(nobody).select_related("page__source", "institution", "author")
    found = get_object_or_404(public.defer("search", "search_text", "page__text"), pk=pk)
    people = Contributor.objects.visible_to(nobody).filter(contributions__page=found.page).distinct()
    translations = Translation.objects.visible_to(nobody).to_read(found).select_related("page__source")
    told = article(
        found,
        absolute=request.build_absolute_uri,
        authors=writers_of([found], reader=nobody).get(found.pk, []),
        contributors=[each.username for each in people.order_by("username")[:NAMED]],
        translations=list(translations.defer("page__text", "sections")),
    )
    return JsonResponse(told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
