# SPDX-License-Identifier: GPL-3.0-or-later
"""How a door finds the place it is about: what one may not see is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from partnerships.models import Institution, Partnership
from presence.models import Place
from presence.permissions import may_edit_places

RECORDS = ("partnership__institution", "partnership__affiliate", "institution", "category")


def seen_place(request, pk: int, *, by: str = "pk") -> Place:
    """The place, with its record and counts, if the reader may see it; else 404. `by` says whose number `pk` is."""
    return get_object_or_404(Place.objects.visible_to(request.user).select_related(*RECORDS), **{by: pk})


def edited_place(request, pk: int, *, by: str = "pk") -> Place:
    """The place, for those who may change it; 403 for those who may only look."""
    place = seen_place(request, pk, by=by)
    if not may_edit_places(request.user, place.record):
        raise PermissionDenied
    return place


def seen_record(request, kind: str, pk: int):
    """The partnership or institution, if the reader may see it; else 404."""
    if kind == "partnership":
        rows = Partnership.objects.visible_to(request.user).for_record()
    else:
        rows = Institution.objects.visible_to(request.user).defer("name_key", "search")
    return get_object_or_404(rows, pk=pk)


def address_of_places(record) -> str:
    """The name of the page that lists the places of such a record."""
    return "presence:of-partnership" if isinstance(record, Partnership) else "presence:of-institution"
