# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions and partnerships as places on the map, gathered by the database where they stand close."""

import hashlib

from django.core.cache import cache
from django.db.models import Avg, Count, Exists, FloatField, Min, OuterRef, QuerySet
from django.db.models.functions import Cast, Floor

from interface.pointmap import CLOSER, Bubble
from partnerships.models import Institution, Partnership

# The whole world is gathered in cells of so many degrees; each step closer, in cells a third as wide.
CELL_DEGREES = 8.0
MOST_BUBBLES = 1500
REMEMBER_SECONDS = 60


def box(zoom: int, latitude: float, longitude: float) -> dict[str, float]:
    """The degrees shown around a point, a little more than the drawing holds."""
    if zoom <= 0:
        return {}
    high, wide = 95 / CLOSER**zoom, 210 / CLOSER**zoom
    return {
        "latitude__gte": latitude - high,
        "latitude__lte": latitude + high,
        "longitude__gte": longitude - wide,
        "longitude__lte": longitude + wide,
    }


def located(institutions: QuerySet, *, zoom: int, latitude: float, longitude: float) -> QuerySet:
    """Those that say where they are, within what is shown."""
    return institutions.filter(latitude__isnull=False, **box(zoom, latitude, longitude))


def with_partnerships(institutions: QuerySet, user, phase: str = "") -> QuerySet:
    """Those with a partnership the reader may see, in that phase if one is given."""
    seen = Partnership.objects.visible_to(user).filter(institution=OuterRef("pk"))
    return institutions.filter(Exists(seen.filter(phase=phase) if phase else seen.open()))


def cells(institutions: QuerySet, zoom: int) -> list[dict]:
    """One row a cell: how many, their middle, and the only one's number. Ordered, the fullest first."""
    size = CELL_DEGREES / CLOSER**zoom
    gathered = (
        institutions.order_by()
        .annotate(
            row=Floor(Cast("latitude", FloatField()) / size),
            column=Floor(Cast("longitude", FloatField()) / size),
        )
        .values("row", "column")
        .annotate(
            count=Count("pk"),
            middle_latitude=Avg(Cast("latitude", FloatField())),
            middle_longitude=Avg(Cast("longitude", FloatField())),
            only=Min("pk"),
        )
    )
    return list(gathered.order_by("-count", "only")[:MOST_BUBBLES])


def remembered_cells(institutions: QuerySet, zoom: int, *, key: tuple) -> list[dict]:
    """`cells` of everybody's institutions, at most a minute old; `key` says what narrowed them."""
    name = "map-cells:" + hashlib.sha256(repr((zoom, *key)).encode()).hexdigest()
    found = cache.get(name)
    if found is None:
        found = cells(institutions, zoom)
        cache.set(name, found, REMEMBER_SECONDS)
    return found


def bubbles(gathered: list[dict], *, closer, several) -> list[Bubble]:
    """Bubbles of cells: one institution leads to its page, several to a closer look.

    `closer(latitude, longitude)` makes that address, `several(count)` the words for a bubble of many.
    """
    lone = [cell["only"] for cell in gathered if cell["count"] == 1]
    named = Institution.objects.only("name", "names").in_bulk(lone)
    drawn = []
    for cell in gathered:
        at = cell["middle_latitude"], cell["middle_longitude"]
        one = named.get(cell["only"]) if cell["count"] == 1 else None
        label, address = (str(one), one.get_absolute_url()) if one else (several(cell["count"]), closer(*at))
        drawn.append(Bubble(*at, cell["count"], label, address))
    return drawn
