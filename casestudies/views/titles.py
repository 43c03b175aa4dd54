# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells somebody who types a title that the wiki has such a page already."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.permissions import may_begin
from casestudies.same_title import same_titles


@require_safe
def same_title(request):
    """The part of a page below its title field; pages are public, drafts of others are never told."""
    if not may_begin(request.user):
        raise PermissionDenied
    but = request.GET.get("but", "")
    same = same_titles(
        request.GET.get("title", ""), but=int(but) if but.isdecimal() and len(but) < 18 else None
    )
    context = {"same": same, "asks": "asks" in request.GET}
    return render(request, "casestudies/_same_title.html", context)
