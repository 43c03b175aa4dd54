# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles of the database: who of our processes may do what to which table (ADR 0018).

The owner migrates. `web` and `worker` read and write rows, make nothing and empty nothing; what happened once is
theirs to read and to add to. `backup` reads. Which tables are written once the database itself says: they bear
the trigger that protects them.
"""

from dataclasses import dataclass

from psycopg2 import sql

WEB, WORKER, BACKUP = "glamwiki_web", "glamwiki_worker", "glamwiki_backup"
ROLES = (WEB, WORKER, BACKUP)
ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")
ADDED = ("SELECT", "INSERT")
AGING = (*ADDED, "DELETE")
_GUARDS_DELETE = 8  # in pg_trigger.tgtype
READ = ("SELECT",)
# What only migrations write, and what only triggers write, which run as the owner.
READ_ONLY = frozenset({"django_migrations", "pghistory_context"})
# The three doors to what was written once: migrations of the journal and of privacy make them.
FUNCTIONS = {
    "journal_empty(text, bigint[], jsonb)": (WEB, WORKER),
    "journal_drop(text, bigint[])": (WORKER,),
    "journal_fade(bigint[], text[])": (WORKER,),
}

# A table whose lines nobody may change but whose age ends is guarded against UPDATE alone.
_TABLES = """
    SELECT c.relname, (SELECT bit_or(t.tgtype) FROM pg_trigger t
                        WHERE t.tgrelid = c.oid AND t.tgname LIKE 'pgtrigger\\_append\\_only\\_%')
      FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


@dataclass(frozen=True)
class Right:
    """What a role may do to a table."""

    role: str
    table: str
    privileges: tuple[str, ...]


def rights(cursor) -> list[Right]:
    """What every role may do to every table of this database."""
    cursor.execute(_TABLES)
    tables = cursor.fetchall()
    return [Right(role, table, _privileges(role, table, guard)) for table, guard in tables for role in ROLES]


def _privileges(role: str, table: str, guard: int | None) -> tuple[str, ...]:
    if role == BACKUP or table in READ_ONLY:
        return READ
    if guard is None:
        return ROWS
    return AGING if role == WORKER and not guard & _GUARDS_DELETE else ADDED


def statements(cursor, passwords: dict[str, str]) -> list[sql.Composable]:
    """The SQL that brings roles and rights to where they should be, whatever they are now; run as the owner."""
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)])
    known = {name for (name,) in cursor.fetchall()}
    cursor.execute("SELECT current_database()")
    database = sql.Identifier(cursor.fetchone()[0])
    everybody = sql.SQL(", ").join(map(sql.Identifier, ROLES))
    made = [
        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS").format(
            sql.Identifier(role)
        )
        for role in ROLES
        if role not in known
    ]
    made += [
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
        for role, password in passwords.items()
        if password
    ]
    return made + _opened(database, everybody) + _granted(rights(cursor))


def _opened(database, everybody) -> list[sql.Composable]:
    """Who comes in at all, and what is nobody's."""
    templates = [
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {everybody}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {everybody}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everybody}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everybody}",
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {everybody}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {writers}",
        # The context of a change is written by the owner's hand, so that nobody rewrites whose it was.
        "ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp",
    ]
    writers = sql.SQL(", ").join([sql.Identifier(WEB), sql.Identifier(WORKER)])
    return [
        sql.SQL(text).format(database=database, everybody=everybody, writers=writers) for text in templates
    ]


def _granted(wanted: list[Right]) -> list[sql.Composable]:
    tables = [
        sql.SQL("GRANT {} ON TABLE {} TO {}").format(
            sql.SQL(", ").join(map(sql.SQL, right.privileges)),
            sql.Identifier("public", right.table),
            sql.Identifier(right.role),
        )
        for right in wanted
    ]
    functions = [
        sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(name), sql.Identifier(role))
        for name, roles in FUNCTIONS.items()
        for role in roles
    ]
    # The purge empties old contexts; what happened stays in the lines that point to them.
    context = sql.SQL("GRANT UPDATE (metadata) ON TABLE public.pghistory_context TO {}")
    return [*tables, *functions, context.format(sql.Identifier(WORKER))]


def too_mighty(cursor) -> str:
    """Why the role of this connection is more than serving pages needs; "" when it is not."""
    cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        return "is a superuser or passes row security by"
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)"
    )
    return "owns tables, so that it could change history" if cursor.fetchone()[0] else ""
