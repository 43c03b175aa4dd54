# SPDX-License-Identifier: GPL-3.0-or-later
"""What is held of somebody who signs in, collected from all apps that registered to `export`."""

from privacy.models import Acceptance, Reading
from privacy.registry import registered


def own_data(user) -> dict[str, list[dict]]:
    """{what it is: its rows} of the user's own account; nothing of anybody else."""
    found: dict[str, list[dict]] = {}
    for collect in registered("export"):
        for name, rows in collect(user).items():
            found.setdefault(name, []).extend(rows)
    return found


def rows_of(queryset, *fields: str) -> list[dict]:
    """The rows with these fields, in the order of their keys."""
    return list(queryset.order_by("pk").values(*fields))


def own_statements(user) -> dict[str, list[dict]]:
    """What the user agreed to, and whose contact data they looked at (by number)."""
    return {
        "statements agreed to": rows_of(
            Acceptance.objects.filter(user=user),
            "statement__kind",
            "statement__number",
            "language",
            "accepted_at",
        ),
        "readings of contacts": rows_of(
            Reading.objects.filter(reader=user), "affiliate", "subject_id", "how", "path", "read_at"
        ),
    }
