# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of institutions and partnerships, and beside it the list of the same."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from institutions.forms.maps import MapForm
from institutions.reports import places
from interface import pointmap, words
from partnerships.models import Institution

INSTITUTIONS_A_PAGE = 50


@login_not_required
@require_safe
def world_map(request):
    """Bubbles over the outlines of the countries; each leads nearer, or to the one institution it is."""
    form = MapForm(request.GET)
    chosen, look = form.chosen, form.look
    institutions = _narrowed(request.user, chosen)
    shown = places.located(institutions, **look)
    if chosen.get("show") == "partnerships":
        gathered = places.cells(shown, look["zoom"])
    else:
        gathered = places.remembered_cells(shown, look["zoom"], key=tuple(sorted(chosen.items())))
    total = sum(cell["count"] for cell in gathered)
    drawn = places.bubbles(gathered, closer=lambda *at: _closer(request, look["zoom"], *at), several=_several)
    said = _("%(total)s institutions on the map; the same are in the list below.") % {
        "total": words.number(total)
    }
    title = _("Institutions on the map")
    context = {
        "form": form,
        "map": pointmap.bubbles(drawn, title, said, **look),
        "total": total,
        "look": look,
        "wider": _at(request, **(look | {"zoom": look["zoom"] - 1})) if look["zoom"] > 0 else "",
        "unplaced": institutions.filter(latitude=None).exists() if not look["zoom"] else False,
        "page": _page(shown, total, request),
    }
    return render(request, "institutions/map.html", context)


def _narrowed(user, chosen: dict):
    institutions = Institution.objects.visible_to(user)
    for name in ("kind", "sector", "country"):
        if name in chosen:
            institutions = institutions.filter(**{name: chosen[name]})
    if chosen.get("show") == "partnerships":
        institutions = places.with_partnerships(institutions, user, chosen.get("phase", ""))
    return institutions


def _page(shown, total: int, request):
    rows = shown.only("name", "names", "kind", "place", "country").order_by("name", "pk")
    paginator = Paginator(rows, INSTITUTIONS_A_PAGE)
    paginator.count = total  # the bubbles have counted already
    return paginator.get_page(request.GET.get("page"))


def _closer(request, zoom: int, latitude: float, longitude: float) -> str:
    """A step nearer to a bubble; nearer than the last step there is the list of that spot."""
    return _at(request, zoom=min(zoom + 1, pointmap.DEEPEST), latitude=latitude, longitude=longitude)


def _at(request, *, zoom: int, latitude: float, longitude: float) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query["zoom"] = str(zoom)
    query["latitude"], query["longitude"] = f"{latitude:.4f}", f"{longitude:.4f}"
    return f"{reverse('institutions:map')}?{query.urlencode()}"


def _several(count: int) -> str:
    text = ngettext("%(count)s institution: look closer", "%(count)s institutions: look closer", count)
    return text % {"count": words.number(count)}
