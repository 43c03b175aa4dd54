# SPDX-License-Identifier: GPL-3.0-or-later
"""System checks of the database server and of the lines to it: what this project asks of them beyond Django."""

import logging

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connection, connections

from glamwiki import policies, roles

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


@register(Tags.database)
def web_role_is_small(app_configs, databases, **kwargs):
    """The role that serves pages neither owns tables nor is a superuser: history is append-only by its rights."""
    if settings.PART != "web" or "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        why = roles.too_mighty(cursor)
    if not why:
        return []
    hint = "Run `manage.py make_database_roles` and give the web its own DATABASE_URL: docs/operations.md."
    return [Warning(f"The database role of the web {why}.", hint=hint, id="glamwiki.W003")]


@register(Tags.security, deploy=True)
def lines_are_encrypted(app_configs, **kwargs):
    """PRIVATE_HOSTS opens a line for whoever is on the network between: it is said, each time."""
    if not settings.PLAIN_LINES:
        return []
    said = "; ".join(str(line) for line in settings.PLAIN_LINES)
    hint = "Fine where nobody else is on the network, as in docker-compose.yml: docs/operations.md."
    return [Warning(f"Not encrypted: {said}.", hint=hint, id="glamwiki.W004")]


@register(Tags.database)
def walls_stand(app_configs, databases, **kwargs):
    """PostgreSQL itself gives the web one affiliate's rows for that affiliate alone (ADR 0019)."""
    if settings.PART != "web" or "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        lacking = policies.lacking(cursor)
    if not lacking:
        return []
    hint = "Run `manage.py make_database_roles` as the owner: docs/operations.md."
    return [Warning(f"No wall between affiliates: {', '.join(lacking)}.", hint=hint, id="glamwiki.W005")]


def warn_of_might() -> None:
    """The same as the checks above, in the log of a web process that starts."""
    found = lines_are_encrypted(None)
    try:
        found += [*web_role_is_small(None, ["default"]), *walls_stand(None, ["default"])]
    except DatabaseError:
        pass  # whether it answers is asked by /readyz
    finally:
        connection.close()  # a process that forks later must not share it
    for each in found:
        logging.getLogger(__name__).warning("%s %s", each.msg, each.hint)
