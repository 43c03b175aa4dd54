# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking a row at the version its editor saw, and writing what changed."""

from typing import TypeVar

from django.db import models

from privacy.corrections import Changes
from teamwork.errors import ChangedMeanwhile

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row, *, version: int | None = None) -> Row:
    """The row, freshly read and locked until the transaction ends. Raises ChangedMeanwhile."""
    fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile
    return fresh


def write_changes(row: models.Model, **values) -> Changes:
    """Save the values that differ, with the next version; returns the names of the changed fields."""
    changed = Changes(row, {name: was for name in values if (was := getattr(row, name)) != values[name]})
    if not changed:
        return changed
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return changed
