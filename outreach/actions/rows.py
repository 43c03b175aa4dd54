# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes many rows that nobody reads back in one statement, without making a model's instance of each."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection, models

# Column by column, as Django's own bulk_create does it: planned in no time, however many rows there are.
_INSERT = "INSERT INTO {table} ({columns}) SELECT {found} FROM unnest({given}) AS given ({given_columns}) {conflict}"


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence],
    *,
    unique: Sequence[str] = (),
    renew: Sequence[str] = (),
) -> None:
    """Insert `rows`, each with values for the fields `names`; the model's other fields get their defaults.

    Values are given as the database has them: the key of a row in place of the row, a country by its code. Only
    JSON is made here, and arrays cannot be given, for unnest takes them apart. A row that stands under the same
    `unique` fields gets those of `renew`, or stays as it is where none are named.
    """
    values = list(zip(*rows, strict=True))
    if not values:
        return
    fields = [model._meta.get_field(name) for name in names]
    others = [
        field for field in model._meta.concrete_fields if field not in fields and not _is_generated(field)
    ]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    sql = _INSERT.format(
        table=connection.ops.quote_name(model._meta.db_table),
        columns=_columns([*fields, *others]),
        found=", ".join(["given.*", *("%s" for _field in others)]),
        given=", ".join(f"%s::{_type(field)}[]" for field in fields),
        given_columns=_columns(fields),
        conflict=_conflict(model, unique, renew),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*defaults, *map(_prepared, fields, values)])


def _is_generated(field: models.Field) -> bool:
    return field.primary_key or field.generated


def _columns(fields: Iterable[models.Field]) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)


def _type(field: models.Field) -> str:
    """Without its length: a cast to varchar(20) would cut what the column refuses."""
    return field.db_type(connection).partition("(")[0]


def _prepared(field: models.Field, values: Sequence) -> list:
    return [json.dumps(value) for value in values] if isinstance(field, models.JSONField) else list(values)


def _conflict(model: type[models.Model], unique: Sequence[str], renew: Sequence[str]) -> str:
    if not unique:
        return ""
    target = _columns(map(model._meta.get_field, unique))
    if not renew:
        return f"ON CONFLICT ({target}) DO NOTHING"
    quoted = [connection.ops.quote_name(model._meta.get_field(name).column) for name in renew]
    return f"ON CONFLICT ({target}) DO UPDATE SET " + ", ".join(
        f"{each} = EXCLUDED.{each}" for each in quoted
    )
