# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of a row in a list, and the rows before and after it, without loading the list."""

from dataclasses import dataclass
from functools import reduce

from django.db.models import Count, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


@dataclass(frozen=True)
class Neighbours:
    """“3 of 41”, and the keys of the rows before and after; None at the ends."""

    place: int
    total: int
    previous: int | None
    next: int | None


def neighbours(rows: QuerySet, row: Model) -> Neighbours | None:
    """Where `row` stands in the ordered query `rows`; None if it is not in it. One query.

    The columns it is ordered by must not be null. Ties fall as the newest first.
    """
    order = _order(rows)
    before, after = _beyond(order, row, is_after=False), _beyond(order, row, is_after=True)
    rows = rows.order_by(*order)
    found = (
        type(row)
        ._default_manager.filter(pk=row.pk)
        .annotate(
            told_is_in=_count(rows.filter(pk=row.pk)),
            told_total=_count(rows),
            told_before=_count(rows.filter(before)),
            told_previous=Subquery(rows.filter(before).reverse().values("pk")[:1]),
            told_next=Subquery(rows.filter(after).values("pk")[:1]),
        )
        .values_list("told_is_in", "told_before", "told_total", "told_previous", "told_next")
        .first()
    )
    if not found or not found[0]:
        return None
    _is_in, place, total, previous, next_ = found
    return Neighbours(place + 1, total, previous, next_)


def _order(rows: QuerySet) -> list[str]:
    """The order by names, made total by the key."""
    order = [name for name in rows.query.order_by if isinstance(name, str) and name.lstrip("-") != "pk"]
    by_key = [name for name in rows.query.order_by if name in ("pk", "-pk")]
    return [*order, *(by_key or ["-pk"])]


def _count(rows: QuerySet):
    counted = rows.order_by().annotate(told_all=Value(1)).values("told_all").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _beyond(order: list[str], row: Model, *, is_after: bool) -> Q:
    """The rows before or after `row`: smaller in the first column, or equal there and smaller in the next …"""
    beyond, equal = Q(pk__in=[]), Q()
    for name in order:
        path = name.lstrip("-")
        value = reduce(getattr, path.split("__"), row)
        is_greater = is_after != name.startswith("-")
        beyond |= equal & Q(**{f"{path}__{'gt' if is_greater else 'lt'}": value})
        equal &= Q(**{path: value})
    return beyond
