# SPDX-License-Identifier: GPL-3.0-or-later
"""Which rows of which apps point to an institution: asked of the model registry, so that later apps are merged too."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from accounts.tenants import across_affiliates
from institutions.models.duplicates import Merge, Pair
from partnerships.models import Institution
from teamwork.models.threads import Threaded


@dataclass(frozen=True)
class Pointer:
    """A column that holds an institution's number; `fixed` narrows it to the rows where it does."""

    model: type[models.Model]
    column: str
    fixed: tuple[tuple[str, str], ...] = ()

    def rows(self, pk: int):
        return self.model._base_manager.filter(**dict(self.fixed), **{self.column: pk})

    @property
    def label(self) -> str:
        return self.model._meta.label


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every foreign key to Institution, those of many-to-many tables and of threads among them.

    Not the history, which stays as it was; not merges themselves; not pairs, which are turned, not moved.
    """
    keys = [
        Pointer(relation.related_model, relation.field.attname)
        for relation in Institution._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one) and not relation.concrete
        if not hasattr(relation.related_model, "pgh_tracked_model")
        and relation.related_model not in {Merge, Institution}
        and not issubclass(relation.related_model, Pair)
    ]
    kind = (("thread_kind", Institution._meta.label_lower),)
    threads = [
        Pointer(model, "thread_id", kind)
        for model in apps.get_models()
        if issubclass(model, Threaded) and not hasattr(model, "pgh_tracked_model")
    ]
    return (*keys, *threads)


def pairs() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, Pair)]


@across_affiliates("numbers alone: what a merge would move, whosever it is")
def count_of_children(pk: int) -> list[tuple[type[models.Model], int]]:
    """(model, how many) of what points to an institution, without what is nought; a query for each kind."""
    numbers: dict[type[models.Model], int] = {}
    for pointer in pointers():
        numbers[pointer.model] = numbers.get(pointer.model, 0) + pointer.rows(pk).count()
    return [(model, number) for model, number in numbers.items() if number]
