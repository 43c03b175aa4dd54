# SPDX-License-Identifier: GPL-3.0-or-later
"""Raw statements as a role of the database: what PostgreSQL gives whoever says nothing, or says so and so."""

import contextlib

from django.db import connection, transaction
from psycopg2 import sql

from accounts import tenants


@contextlib.contextmanager
def coming_as(role, *, tenants_said=""):
    """A cursor that none of our code speaks for, as that role and with what was said before."""
    with transaction.atomic(), connection.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('role', %s, true)", [role])
        cursor.execute("SELECT set_config(%s, %s, true)", [tenants.TENANTS, tenants_said])
        yield cursor
        cursor.execute("SELECT set_config('role', 'none', true)")


def keys(cursor, table) -> set[int]:
    """The keys of all rows that are given."""
    key = "pgh_id" if table.endswith("event") else "id"
    cursor.execute(sql.SQL("SELECT {} FROM {}").format(sql.Identifier(key), sql.Identifier(table)))
    return {pk for (pk,) in cursor.fetchall()}
