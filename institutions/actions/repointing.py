# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving rows from one institution to another so that they can be moved back, each exactly as it was."""

import json

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import GeneratedField, Q

from institutions.models.pointers import Pointer, pairs, pointers

_WHOLE = "SELECT to_jsonb(r)::text FROM {table} r WHERE r.{key} = ANY(%s) ORDER BY r.{key}"
_PUT_BACK = (
    "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(null::{table}, %s::jsonb)"
)


class Ledger:
    """What a merge did: `moved` as {"model", "pks", "from", "to"}, `dropped` as {"model", "row"}."""

    def __init__(self):
        self.moved: list[dict] = []
        self.dropped: list[dict] = []

    def move_all(self, *, absorbed: int, kept: int) -> None:
        """Point every row of every app elsewhere; those that cannot be there as well are dropped, kept whole."""
        for model in pairs():
            self._turn_pairs(model, absorbed, kept)
        for pointer in pointers():
            self._move(pointer, absorbed, kept)

    def _move(self, pointer: Pointer, absorbed: int, kept: int) -> None:
        rows = pointer.rows(absorbed)
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        moves = (_change(pointer.model, pks, absorbed, kept, pointer),)
        if not pks or self._try(moves[0]):
            return
        for pk in pks:
            if not self._try(_change(pointer.model, [pk], absorbed, kept, pointer)):
                self.drop(pointer.model, [pk])

    def _turn_pairs(self, model: type[models.Model], absorbed: int, kept: int) -> None:
        touching = model._base_manager.filter(Q(first=absorbed) | Q(second=absorbed)).order_by("pk")
        for pair in touching:
            other = pair.second_id if pair.first_id == absorbed else pair.first_id
            change = {
                "model": model._meta.label,
                "pks": [pair.pk],
                "from": {"first_id": pair.first_id, "second_id": pair.second_id},
                "to": {"first_id": min(other, kept), "second_id": max(other, kept)},
            }
            if other == kept or not self._try(change):
                self.drop(model, [pair.pk])

    def _try(self, change: dict) -> bool:
        """Make the change; False when a constraint does not let it."""
        try:
            with transaction.atomic():
                _apply(change, "from", "to")
        except IntegrityError:
            return False
        self.moved.append(change)
        return True

    def drop(self, model: type[models.Model], pks: list) -> None:
        """Delete rows and what falls with them, after writing them down whole."""
        for each, row in _whole(model, pks):
            self.dropped.append({"model": each._meta.label, "row": row})
        model._base_manager.filter(pk__in=pks).delete()


def _change(model, pks: list, absorbed: int, kept: int, pointer: Pointer) -> dict:
    fixed = dict(pointer.fixed)
    return {
        "model": model._meta.label,
        "pks": pks,
        "from": fixed | {pointer.column: absorbed},
        "to": fixed | {pointer.column: kept},
    }


def _apply(change: dict, source: str, target: str) -> None:
    """Change those of the rows that still are where they are thought to be."""
    model = apps.get_model(change["model"])
    model._base_manager.filter(pk__in=change["pks"], **change[source]).update(**change[target])


def put_back(moved: list[dict], dropped: list[dict]) -> list[str]:
    """Undo a ledger, latest first. Returns the names of kinds of which a row could not come back.

    A row that was dropped cannot come back when somebody made one in its place since: theirs stays.
    Raises IntegrityError when a moved row cannot go back.
    """
    for change in reversed(moved):
        _apply(change, "to", "from")
    replaced = []
    for entry in dropped:
        model = apps.get_model(entry["model"])
        try:
            with transaction.atomic():
                _insert(model, entry["row"])
        except IntegrityError:
            replaced.append(str(model._meta.verbose_name))
    connection.check_constraints()
    return replaced


def _whole(model: type[models.Model], pks: list) -> list[tuple[type[models.Model], dict]]:
    """The rows as the database has them, to the last digit, and the rows that are deleted with them."""
    sql = _WHOLE.format(**_names(model))
    with connection.cursor() as cursor:
        cursor.execute(sql, [pks])
        found = [(model, json.loads(row)) for (row,) in cursor.fetchall()]
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete) or relation.many_to_many:
            continue
        if relation.on_delete is models.CASCADE:
            below = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
            keys = list(below.values_list("pk", flat=True))
            found += _whole(relation.related_model, keys) if keys else []
    return found


def _insert(model: type[models.Model], row: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PUT_BACK.format(**_names(model)), [json.dumps(row)])


def _names(model: type[models.Model]) -> dict[str, str]:
    quote = connection.ops.quote_name
    columns = [field.column for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]
    return {
        "table": quote(model._meta.db_table),
        "key": quote(model._meta.pk.column),
        "columns": ", ".join(map(quote, columns)),
    }
