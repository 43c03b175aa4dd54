# SPDX-License-Identifier: GPL-3.0-or-later
"""System checks of the database server: what this project asks of it beyond Django."""

from django.core.checks import Error, Tags, register
from django.db import connections

OLDEST = 140000


@register(Tags.database)
def database_fits(app_configs, databases, **kwargs):
    """PostgreSQL 14 or newer, with a character type that knows letters beyond ASCII.

    In a cluster made with LC_CTYPE=C trigrams drop every other letter, so the search for names in most of
    the world's scripts would silently find nothing.
    """
    if "default" not in (databases or []):
        return []
    connection = connections["default"]
    with connection.cursor() as cursor:
        if connection.pg_version < OLDEST:
            return [Error("PostgreSQL 14 or newer is needed.", id="glamwiki.E001")]
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if not cursor.fetchone():
            return []  # not migrated yet
        cursor.execute("SELECT show_trgm('Ж') <> '{}', lower('Ж') = 'ж'")
        if not all(cursor.fetchone()):
            return [
                Error(
                    "The database's LC_CTYPE knows ASCII letters only: names in other scripts cannot be found.",
                    hint="Make the cluster with a UTF-8 character type, such as --lc-ctype=C.UTF-8.",
                    id="glamwiki.E002",
                )
            ]
    return []
