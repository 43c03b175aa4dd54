# SPDX-License-Identifier: GPL-3.0-or-later
"""One migrated template database for each state of the migrations, copied for every test process."""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import django
import pghistory
import pgtrigger
import psycopg2
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from accounts import tenants, walls
from glamwiki import policies, roles

# Any number will do: all runs on one server must agree on it.
_LOCK = 5_217_001


def name_for_this_process() -> str:
    return f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


@contextlib.contextmanager
def administrator() -> Iterator:
    """A cursor outside transactions on the server's own database."""
    given = settings.DATABASES["default"]
    connection = psycopg2.connect(
        host=given["HOST"] or given.get("OPTIONS", {}).get("host"),
        port=given["PORT"] or None,
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        dbname="postgres",
    )
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _state_of_migrations() -> str:
    """Changes whenever a migration, Django or what makes the triggers does."""
    digest = hashlib.sha256()
    for version in (django.__version__, pghistory.__version__, pgtrigger.__version__):
        digest.update(version.encode())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for migration in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(f"{app.label}/{migration.name}".encode())
            digest.update(migration.read_bytes())
    return digest.hexdigest()[:12]


def _state_of_roles() -> str:
    """Changes whenever the rights or the walls of the database's roles do."""
    digest = hashlib.sha256()
    for module in (roles, policies, walls, tenants):
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()[:12]


def use(name: str) -> None:
    """Point Django's default connection, of every thread, at this database."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def _publish_nothing() -> None:
    """A fresh platform asks everybody to agree to its terms: in tests nobody is asked, but where one publishes them."""
    with pgtrigger.ignore("privacy.Statement:append_only"):
        apps.get_model("privacy.Statement").objects.all().delete()


def make_template(cursor) -> str:
    """Migrate a template once for this state of the migrations and roles; returns its name.

    Where the roles alone changed, the migrated one is kept and given theirs.
    """
    migrated = f"template_{_state_of_migrations()}"
    template = f"{migrated}_{_state_of_roles()}"
    cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
    try:
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [migrated])
        there = [name for (name,) in cursor.fetchall() if not name.endswith("_new")]
        if template not in there:
            _drop_older_templates(cursor, but=there)
            made = there[0] if there else _migrated(cursor, f"{migrated}_bare")
            use(made)
            call_command("make_database_roles", verbosity=0)
            connections.close_all()
            cursor.execute(f'alter database "{made}" rename to "{template}"')
    finally:
        cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
    return template


def _migrated(cursor, name: str) -> str:
    cursor.execute(f'create database "{name}_new"')
    use(f"{name}_new")
    call_command("migrate", verbosity=0, interactive=False)
    _publish_nothing()
    connections.close_all()
    # Renamed when whole: a run killed in mid-migration leaves nothing another would copy.
    cursor.execute(f'alter database "{name}_new" rename to "{name}"')
    return name


def _drop_older_templates(cursor, *, but: list[str]) -> None:
    cursor.execute("select datname from pg_database where datname like 'template\\_%'")
    for (old,) in cursor.fetchall():
        if old not in but:
            cursor.execute(f'drop database if exists "{old}" with (force)')


def copy_template(cursor, template: str, name: str) -> None:
    """Make the database `name` anew as a copy of the template."""
    cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
    try:
        cursor.execute(f'drop database if exists "{name}" with (force)')
        cursor.execute(f'create database "{name}" template "{template}" strategy file_copy')
    finally:
        cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])
