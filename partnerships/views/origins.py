# SPDX-License-Identifier: GPL-3.0-or-later
"""From which list a record was opened: “3 of 41”, the one before, the next, and the way back.

A link from a list or the board carries the list's address in `from`; only those two lists are believed.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.filters.pipeline import BoardFilter, PartnershipFilter
from partnerships.models import Partnership
from partnerships.reports.neighbours import neighbours

LONGEST = 500


@dataclass(frozen=True)
class Origin:
    """The list a record was opened from. `place` is None where the record is no longer in it."""

    back: str
    label: str
    place: int | None = None
    total: int | None = None
    previous: str = ""
    next: str = ""


def origin_of(request, partnership: Partnership) -> Origin | None:
    """The list that the address's `from` names, with the partnership's neighbours in it; one or two queries."""
    back = request.GET.get("from", "")[:LONGEST]
    path, _mark, query = back.partition("?")
    lists = {
        reverse("partnerships:partnership-list"): (_("Partnerships"), _listed),
        reverse("partnerships:board"): (_("Board"), _on_board),
    }
    if path not in lists:
        return None
    label, rows_of = lists[path]
    found = neighbours(rows_of(request, QueryDict(query)), partnership)
    if found is None:
        return Origin(back, label)
    return Origin(
        back,
        label,
        found.place,
        found.total,
        previous=_record(found.previous, back),
        next=_record(found.next, back),
    )


def _record(pk: int | None, back: str) -> str:
    """The address of another record of the list."""
    if pk is None:
        return ""
    return f"{reverse('partnerships:partnership', args=[pk])}?{urlencode({'from': back})}"


def _listed(request, query):
    partnerships = Partnership.objects.visible_to(request.user).order_by("-pk")
    return PartnershipFilter(query, queryset=partnerships, request=request).qs


def _on_board(request, query):
    """The cards of a board, column after column, the latest arrivals first."""
    cards = Partnership.objects.visible_to(request.user)
    pipeline = query.get("pipeline", "")
    if pipeline.isascii() and pipeline.isdecimal() and len(pipeline) < 10:
        cards = cards.filter(pipeline=int(pipeline))
    ordered = cards.order_by("stage__position", "-stage_entered_at", "-pk")
    return BoardFilter(query, queryset=ordered, request=request).qs
