# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written once may lose what is a person's and nothing else: by three functions of the database's owner.

The roles that serve the web and the worker may not change history (`glamwiki.roles`, ADR 0018). These functions
run as the owner: one empties columns of words; two are for the worker alone: one drops lines older than 90 days,
the other takes whose they were out of lines of the journal that are a year old (ADR 0020).
"""

import json
from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet


def is_written_once(model) -> bool:
    """Whether rows of the model are never changed, but for what these functions do."""
    return any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", ()))


def emptied(rows: QuerySet, **values) -> int:
    """Take words out of columns of append-only rows: "", None, [], {}, or the text with `former … #7` in their place.

    Returns how many rows that were. The database refuses any other value, and columns that say who, what or when.
    """
    return _called("SELECT journal_empty(%s, %s::bigint[], %s::jsonb)", rows, json.dumps(values))


def dropped(rows: QuerySet) -> int:
    """Delete append-only rows that are older than 90 days; the database refuses younger ones. For the worker."""
    return _called("SELECT journal_drop(%s, %s::bigint[])", rows)


def faded(lines: QuerySet, *, accounts: Collection[str]) -> int:
    """Take who it was, which request it was and all words out of lines of the journal that are a year old.

    `accounts` are the kinds of things whose number is somebody's account, or leads to one: those numbers go too. What
    was done to which other record, and when, stays. The database refuses younger lines. For the worker.
    """
    keys = list(lines.values_list("pk", flat=True))
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_fade(%s::bigint[], %s::text[])", [keys, list(accounts)])
        return cursor.fetchone()[0]


def _called(sql: str, rows: QuerySet, *more) -> int:
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, [rows.model._meta.db_table, keys, *more])
        return cursor.fetchone()[0]
