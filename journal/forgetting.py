# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written once may lose a person's words, and nothing else."""

import pgtrigger
from django.db.models import QuerySet


def emptied(rows: QuerySet, **values) -> int:
    """Write empty values over columns of append-only rows. Returns how many rows that were."""
    with pgtrigger.ignore(f"{rows.model._meta.label}:append_only"):
        return rows.update(**values)  # not a write
