# SPDX-License-Identifier: GPL-3.0-or-later
"""Locking a row at the version its editor saw, and writing only what changed."""

from typing import TypeVar

from django.db import models

from partnerships.errors import ChangedMeanwhile
from privacy.corrections import Changes

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row, *, version: int | None) -> Row:
    """The row, freshly read and locked until the transaction ends.

    Raises ChangedMeanwhile when its version is no longer the one the editor saw. Relations are not joined:
    after waiting for a lock PostgreSQL would drop a row whose old relation no longer fits.
    """
    fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile
    return fresh


def write_changes(row: models.Model, **values) -> Changes:
    """Set the values on the row and save those that differ, with the next version.

    Returns the names of the changed fields, with what the journal may say of them; an empty list means nothing was
    written.
    """
    changed = Changes(row, {name: was for name in values if (was := getattr(row, name)) != values[name]})
    if not changed:
        return changed
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return changed
