# SPDX-License-Identifier: GPL-3.0-or-later
"""What PostgreSQL means to do with a statement where there are many rows: the same in every run."""

import json
from contextlib import contextmanager

from django.db import connection, transaction

from tests.statements import bare

# What a vacuum would do, which a transaction cannot have: put new rows into the GIN indexes, and let the planner
# count on reading an index alone.
TIDY = """
    SELECT gin_clean_pending_list(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_am ON pg_am.oid = relam
    WHERE amname = 'gin' AND indrelid = ANY(%s::regclass[])
"""
PLANNED = ("SELECT", "(SELECT", "WITH", "INSERT", "UPDATE", "DELETE")
ALL_VISIBLE = "UPDATE pg_class SET relallvisible = relpages WHERE oid = ANY(%s::regclass[])"


@contextmanager
def many_rows(blocker, tables: set[str]):
    """A transaction to fill these tables in, undone at its end; `blocker` is pytest-django's for the database.

    The tables begin as small as new ones: what another module took back would fill pages until a vacuum happens
    to come by, and the planner counts pages.
    """
    with blocker.unblock():
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:  # the driver's: nothing is said before a VACUUM
            cursor.execute(f"VACUUM FULL {', '.join(sorted(tables))}")
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


def have_the_planner_know(tables: set[str]) -> None:
    """Have it know every row of the database, and these tables as a vacuum would leave them."""
    with connection.cursor() as cursor:
        cursor.execute(TIDY, [sorted(tables)])
        # Of every row: a sample would be another each time, and the plans on the border with it.
        cursor.execute("SET LOCAL default_statistics_target = 1000")
        cursor.execute("ANALYZE")
        cursor.execute(ALL_VISIBLE, [sorted(tables)])


def plan_of(sql: str) -> list[dict]:
    """The nodes of the statement's plan, as PostgreSQL describes them in JSON."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + sql.replace("%", "%%"), [])
        (answer,) = cursor.fetchone()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return list(_nodes(plan[0]["Plan"]))


def scanned(sql: str) -> set[str]:
    """The tables that the statement reads from end to end."""
    return {node["Relation Name"] for node in plan_of(sql) if node["Node Type"] == "Seq Scan"}


def read_whole(statements: list[str], tables: set[str]) -> list[str]:
    """Those that read one of the tables from end to end; at least one of the statements must read from one."""
    said = [bare(sql) for sql in statements]
    reads = [sql for sql in said if sql.startswith(PLANNED) and any(table in sql for table in tables)]
    assert reads, statements
    return [f"{found}: {sql}" for sql in reads if (found := scanned(sql) & tables)]


def _nodes(plan: dict):
    yield plan
    for part in plan.get("Plans", []):
        yield from _nodes(part)
