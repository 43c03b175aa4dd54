# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions for machines that read schema.org."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from partnerships.linked_data import CONTEXT, organization
from partnerships.models import Institution


@login_not_required
@require_safe
def institution_linked(request, pk):
    """The public facts, the same for everybody."""
    public = Institution.objects.visible_to(AnonymousUser()).defer("search", "name_key")
    found = get_object_or_404(public, pk=pk)
    told = {"@context": CONTEXT, **organization(found, absolute=request.build_absolute_uri)}
    return JsonResponse(told, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
