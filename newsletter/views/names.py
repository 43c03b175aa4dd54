# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of reports that stand for no area we know, and saying what they stand for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from newsletter import actions
from newsletter.forms import MapNameForm
from newsletter.models import AreaName
from newsletter.permissions import may_map_names
from newsletter.reports.listing import unknown_names
from partnerships.errors import ChangedMeanwhile
from partnerships.views.answers import answer, refuse, show_what_is_there

A_PAGE = 50


@require_safe
def name_list(request):
    """What waits for somebody who knows, and what was said so far."""
    if not may_map_names(request.user):
        raise PermissionDenied
    context = {
        "page_obj": Paginator(unknown_names(request.user), A_PAGE).get_page(request.GET.get("page")),
        "mapped": AreaName.objects.select_related("mapped_by").order_by("-mapped_at")[:A_PAGE],
    }
    return render(request, "newsletter/name_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def map_name(request):
    """Say what one name stands for; every report of the name follows."""
    if not may_map_names(request.user):
        raise PermissionDenied
    name = (request.POST if request.method == "POST" else request.GET).get("name", "").replace("\0", "")[:255]
    form = MapNameForm(request.POST if request.method == "POST" else None, initial=_said(name))
    if form.is_valid():
        facts = form.cleaned_data
        try:
            actions.map_name(facts.pop("name"), by=request.user, **facts)
        except ChangedMeanwhile as refusal:
            refuse(form, refusal)
            now = _said(name)
            show_what_is_there(form, now, version=now.get("version", ""))
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Saved. Every report of this name is counted there now."))
            return redirect("newsletter:names")
    return answer(request, "newsletter/map_name.html", form, name=name)


def _said(name: str) -> dict:
    """What was said of the name before, if anything."""
    standing = AreaName.objects.filter(name=actions.name_key(name)).first()
    if standing is None:
        return {"name": name}
    return {
        "name": name,
        "area_class": standing.area_class,
        "countries": standing.countries,
        "label": standing.label,
        "version": standing.version,
    }
