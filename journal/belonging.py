# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose a record is: the affiliate found by following its foreign keys, so that no model has to say it twice."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models

# A commitment's agreement's partnership's affiliate is the longest way there is.
_LONGEST = 3


def affiliate_of(*records: models.Model | None) -> int | None:
    """The affiliate of the first record that has one; None where nobody's can be known.

    What stands in the rows themselves is asked before anything that may cost a query.
    """
    ways = [(record, way_of(record._meta.model)) for record in records if record is not None]
    for record, way in sorted((pair for pair in ways if pair[1] is not None), key=lambda pair: len(pair[1])):
        if (found := _follow(record, way)) is not None:
            return found
    return None


def affiliates_of(kind: str, keys: Iterable[int]) -> dict[int, int]:
    """{key: affiliate} of those records of one kind (`partnerships.partnership`) that are there and have one."""
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):  # an app of before
        return {}
    way = way_of(model)
    if way is None:
        return {}
    found = model._base_manager.filter(pk__in=keys).values_list("pk", "__".join(way))
    return {pk: affiliate for pk, affiliate in found if affiliate is not None}


@cache
def way_of(model: type[models.Model]) -> tuple[str, ...] | None:
    """The attributes that lead from the model to its affiliate's key; None where no way does.

    The shortest way counts, and of several a field called `affiliate`. No way leads through a record that need not
    be there, nor through a person: people belong to several affiliates.
    """
    tenant = apps.get_model(settings.JOURNAL_TENANT)
    if model is tenant:
        return ("pk",)
    ways: list[tuple[tuple[str, ...], type[models.Model]]] = [((), model)]
    for _step in range(_LONGEST):
        further = []
        for way, here in ways:
            for field in _leading_on(here):
                if field.related_model is tenant:
                    return (*way, field.attname)
                if not field.null:
                    further.append(((*way, field.name), field.related_model))
        ways = further
    return None


def _leading_on(model) -> list[models.ForeignKey]:
    person = apps.get_model(settings.AUTH_USER_MODEL)
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return sorted(
        (key for key in keys if key.related_model is not person), key=lambda key: key.name != "affiliate"
    )


def _follow(record: models.Model, way: tuple[str, ...]) -> int | None:
    for step in way:
        record = getattr(record, step, None)
        if record is None:
            return None
    return record
