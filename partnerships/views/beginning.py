# SPDX-License-Identifier: GPL-3.0-or-later
"""Beginning a partnership from the board: which institution? Its form follows."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import affiliate_ids
from partnerships.models import Institution, Partnership

MOST_SHOWN = 20


@require_safe
@vary_on_headers("HX-Request")
def begin(request: HttpRequest):
    """Looks for an institution by its name, tells where one is under way already, and leads to its form.

    `?q=` is what is typed, `?affiliate=` for whom. The dialog gets the search without the page, and while
    somebody types only what was found.
    """
    ours = affiliate_ids(request.user, "partnership.open")
    if not ours:
        raise PermissionDenied
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]
    found = []
    if words:
        found = list(
            Institution.objects.visible_to(request.user).search(words).order_by("name", "pk")[:MOST_SHOWN]
        )
    under_way = (
        {
            partnership.institution_id: partnership
            for partnership in Partnership.objects.kept()
            .open()
            .filter(institution__in=found, affiliate__in=ours)
            .select_related("stage")
        }
        if found
        else {}
    )
    wanted = request.GET.get("affiliate", "")
    context = {
        "words": words,
        "found": [(institution, under_way.get(institution.pk)) for institution in found],
        "affiliate": wanted if wanted.isdecimal() and int(wanted[:18]) in ours else "",
    }
    part = "#found" if "q" in request.GET else "#search"
    return render(request, "partnerships/begin.html" + (part if request.htmx else ""), context)
