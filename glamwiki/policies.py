# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls of `accounts.walls` as policies of PostgreSQL, made by `make_database_roles` (ADR 0019).

The web gets what the condition says. The worker writes and the backup reads every row. The owner too, as long as it
says nothing of tenants: a site whose web comes as the owner has the walls all the same, for `FORCE` binds owners.
"""

import hashlib

from psycopg2 import sql

from accounts import tenants
from accounts.walls import EVERYTHING, walls
from glamwiki.roles import BACKUP, WEB, WORKER

PREFIX = "glamwiki_wall_"
_SILENT = f"(SELECT coalesce(current_setting('{tenants.TENANTS}', true), '')) = ''"
# What stands: the table, its owner, whether it is walled, and what its policies were made of.
_STANDING = """
    SELECT c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity AND c.relforcerowsecurity,
           array_agg(obj_description(p.oid, 'pg_policy') ORDER BY p.polname) FILTER (WHERE p.oid IS NOT NULL)
      FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid AND starts_with(p.polname, 'glamwiki_wall_')
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid ORDER BY 1
"""


def _policies(owner: str, condition: str) -> dict[str, tuple[str, str, str]]:
    """{name: (for what, to whom, which rows)}."""
    bound = f"{EVERYTHING} OR {condition}"
    wanted = {WEB: ("ALL", bound), WORKER: ("ALL", "true"), BACKUP: ("SELECT", "true")}
    named = {
        PREFIX + role.removeprefix("glamwiki_"): (what, role, rows) for role, (what, rows) in wanted.items()
    }
    if owner not in wanted:
        named[PREFIX + "owner"] = ("ALL", owner, f"{_SILENT} OR {bound}")
    return named


def statements(cursor) -> list[sql.Composable]:
    """The SQL that brings the walls to where they should be; nothing for a table whose wall stands.

    A policy is changed under the table's strictest lock, which pages would wait for: so only where it must be.
    """
    cursor.execute(_STANDING)
    standing = {table: more for table, *more in cursor.fetchall()}
    wanted = dict(walls())
    made = []
    for table, (owner, is_walled, marks) in standing.items():
        policies = _policies(owner, wanted[table]) if table in wanted else {}
        if is_walled == bool(policies) and (marks or []) == [
            _mark(policies[name]) for name in sorted(policies)
        ]:
            continue
        made += _built(table, policies, walled=table in wanted)
    return made


def lacking(cursor) -> list[str]:
    """Walled tables that PostgreSQL gives whole to whoever may read them."""
    cursor.execute(_STANDING)
    standing = {table for table, _owner, is_walled, _marks in cursor.fetchall() if is_walled}
    return sorted({table for table, _condition in walls()} - standing)


def _mark(policy: tuple[str, str, str]) -> str:
    return hashlib.sha256(repr(policy).encode()).hexdigest()


def _built(table: str, policies: dict, *, walled: bool) -> list[sql.Composable]:
    place = sql.Identifier("public", table)
    heads = (
        ["ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY"]
        if walled
        else ["DISABLE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"]
    )
    made = [sql.SQL("ALTER TABLE {} {}").format(place, sql.SQL(head)) for head in heads]
    made += [
        sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(sql.Identifier(PREFIX + who), place)
        for who in ("backup", "owner", "web", "worker")
    ]
    for name, policy in policies.items():
        what, role, rows = policy
        checked = "" if what == "SELECT" else f" WITH CHECK ({rows})"
        made += [
            sql.SQL("CREATE POLICY {} ON {} FOR {} TO {} USING ({}){}").format(
                sql.Identifier(name),
                place,
                sql.SQL(what),
                sql.Identifier(role),
                sql.SQL(rows),
                sql.SQL(checked),
            ),
            sql.SQL("COMMENT ON POLICY {} ON {} IS {}").format(
                sql.Identifier(name), place, sql.Literal(_mark(policy))
            ),
        ]
    return made
