# SPDX-License-Identifier: GPL-3.0-or-later
"""System checks of the database server and of the lines to it: what this project asks of them beyond Django."""

import logging

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, connections
from django.utils.http import is_same_domain

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
    """The role that serves pages neither owns tables nor is a superuser: history is append-only by its rights.

    Otherwise the web does not start, but for development, and where WEB_AS_OWNER says that it is known.
    """
    if settings.PART != "web" or "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        why = roles.too_mighty(cursor)
    if not why:
        return []
    hint = "Run `manage.py make_database_roles` and give the web its own DATABASE_URL: docs/operations.md."
    said = f"The database role of the web {why}."
    if settings.DEBUG or settings.WEB_AS_OWNER:
        return [Warning(said, hint=hint, id="glamwiki.W003")]
    hint += " Where the host lets nobody make roles, WEB_AS_OWNER=yes starts it all the same."
    return [Error(said, hint=hint, id="glamwiki.E003")]


@register(Tags.security, deploy=True)
def lines_are_encrypted(app_configs, **kwargs):
    """PRIVATE_HOSTS opens a line for whoever is on the network between: it is said, each time."""
    if not settings.PLAIN_LINES:
        return []
    said = "; ".join(str(line) for line in settings.PLAIN_LINES)
    hint = "Fine where nobody else is on the network, as in docker-compose.yml: docs/operations.md."
    return [Warning(f"Not encrypted: {said}.", hint=hint, id="glamwiki.W004")]


@register(Tags.security, deploy=True)
def documents_are_scanned(app_configs, **kwargs):
    """Without a scanner a document goes from whoever uploads it to whoever opens it: said, unless it is meant so."""
    if settings.CLAMD_ADDRESS or settings.UNSCANNED_ON_PURPOSE:
        return []
    hint = "Set CLAMD_ADDRESS to where ClamAV listens; `none` says that there is none on purpose: docs/operations.md."
    return [Warning("Documents are not scanned for viruses.", hint=hint, id="glamwiki.W006")]


@register(Tags.security, deploy=True)
def admin_can_be_reached(app_configs, **kwargs):
    """A host for the admin that no request is answered on is a slip; `none` says that there shall be no admin."""
    host = settings.ADMIN_HOST
    if host in {"", "none"} or any(is_same_domain(host, each) for each in settings.ALLOWED_HOSTS):
        return []
    said = f"ADMIN_HOST is {host}, which ALLOWED_HOSTS does not name: nobody reaches the admin."
    return [Warning(said, hint="Add it, or set `none` for no admin at all.", id="glamwiki.W007")]


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


def start_or_refuse() -> None:
    """The same as the checks above, when a web process starts: in its log, or the end of it."""
    found = lines_are_encrypted(None)
    if not settings.DEBUG:
        found += documents_are_scanned(None)
    try:
        found += [*web_role_is_small(None, ["default"]), *walls_stand(None, ["default"])]
    except DatabaseError:
        pass  # whether it answers is asked by /readyz
    finally:
        connection.close()  # a process that forks later must not share it
    refuse_errors(found)


def refuse_errors(found: list[CheckMessage]) -> None:
    """Log what is to be warned of. Raises ImproperlyConfigured where something is an error."""
    for each in found:
        if each.is_serious():
            raise ImproperlyConfigured(f"{each.msg} {each.hint} ({each.id})")
        logging.getLogger(__name__).warning("%s %s", each.msg, each.hint)
