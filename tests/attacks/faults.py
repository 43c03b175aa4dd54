# SPDX-License-Identifier: GPL-3.0-or-later
"""A database that fails at the n-th write of a request, and what is left behind in rows, files, mails and messages.

The request runs inside a transaction of the test's that is open until everything was compared: what the product's own
transactions do not take back is still there to be seen. Its commits are savepoints then, and count as writes too.
"""

import contextlib
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from celery.signals import before_task_publish
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.db.transaction import Atomic
from django.http import HttpResponse

from accounts.models import Session
from privacy.models import Reading
from tests.attacks.conftest import rolled_back

_WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b"
    r"|\s*WITH\b.*\b(INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\S+\s+SET)\b"
    r"|\s*SELECT\b.*\bjournal_(empty|drop)\(",
    re.IGNORECASE | re.DOTALL,
)
# When a session was seen last and who looked at what: noted of every request, whatever becomes of it.
LEFT_ASIDE = {Session._meta.db_table, Reading._meta.db_table}
_DIGEST = "SELECT '{0}', md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {1} t"


class Fault:
    """Counts the writes and commits of what runs inside, and lets the database fail at the `at`-th."""

    def __init__(self, at: int = 0):
        self.at, self.seen, self.failed = at, [], ""
        self._depth = len(connection.savepoint_ids)

    def __call__(self, execute, sql, params, many, context):
        if name := self._name(sql):
            self.seen.append(name)
            if len(self.seen) == self.at:
                self.failed = name
                raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    def _name(self, sql: str) -> str:
        if _WRITE.match(sql):
            return " ".join(sql.split())[:60]
        # Only the outermost commits: those within are no moment at which anything is kept.
        is_commit = sql.startswith("RELEASE SAVEPOINT") and len(connection.savepoint_ids) == self._depth
        return "COMMIT" if is_commit else ""


@dataclass(frozen=True)
class Kept:
    """Everything that a request could leave behind."""

    rows: dict[str, str]
    files: frozenset[str]
    to_send: tuple[str, ...] = ()

    def beyond(self, before: "Kept") -> list[str]:
        """What is here that was not before: names of tables, files, and what was to be sent."""
        tables = [name for name, digest in self.rows.items() if before.rows[name] != digest]
        return [*tables, *sorted(self.files ^ before.files), *self.to_send]


@dataclass
class Outcome:
    """How a request ended, with what it left behind."""

    answer: HttpResponse
    fault: Fault
    kept: Kept
    left: list[str] = field(default_factory=list)


def kept() -> Kept:
    """What there is now, in every table of the database and in the store of files."""
    return Kept(_rows(connection.introspection.table_names()), frozenset(_files("")))


def _rows(tables) -> dict[str, str]:
    quote = connection.ops.quote_name
    parts = [_DIGEST.format(table, quote(table)) for table in sorted(set(tables) - LEFT_ASIDE)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts or ["SELECT '', '' LIMIT 0"]))
        return dict(cursor.fetchall())


def touched() -> dict[str, int]:
    """How many rows of each table this transaction has written, also where that was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'public'"
        )
        return dict(cursor.fetchall())


def _files(folder: str):
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _files(f"{folder}{name}/")


@contextlib.contextmanager
def _outermost_are_savepoints():
    """Alone, a block without a savepoint is a transaction of its own: so it is in here, where another is around it."""
    depth, enter = len(connection.savepoint_ids), Atomic.__enter__

    def entered(block):
        asked = block.savepoint
        block.savepoint = asked or len(connection.savepoint_ids) == depth
        try:
            return enter(block)
        finally:
            block.savepoint = asked

    Atomic.__enter__ = entered
    try:
        yield
    finally:
        Atomic.__enter__ = enter


def tried(before: Kept, client, ask, *, at: int = 0) -> Outcome:
    """`ask(client)` with the database failing at its `at`-th write (0: never); everything is as before afterwards."""
    cache.clear()
    cookies = client and SimpleCookie({name: each.value for name, each in client.cookies.items()})
    published, mails = [], len(mail.outbox)

    def note_message(sender=None, **_more):
        published.append(f"message {sender}")

    before_task_publish.connect(note_message)
    try:
        with rolled_back():
            hooks, fault, earlier = len(connection.run_on_commit), Fault(at), touched()
            with connection.execute_wrapper(fault), _outermost_are_savepoints():
                answer = ask(client)
            # A single row that could not be deleted outside of all transactions spoils ours, and alone it would none.
            connection.needs_rollback = False
            to_send = [f"on commit {hook[1].__qualname__}" for hook in connection.run_on_commit[hooks:]]
            to_send += published + ["mail"] * (len(mail.outbox) - mails)
            # Only what was written at all can be otherwise: PostgreSQL counts that for us.
            written = [table for table, rows in touched().items() if rows != earlier.get(table)]
            now = Kept(before.rows | _rows(written), frozenset(_files("")), tuple(to_send))
            del connection.run_on_commit[hooks:]
    finally:
        before_task_publish.disconnect(note_message)
        if client:
            client.cookies = cookies
    for name in now.files - before.files:
        default_storage.delete(name)
    return Outcome(answer, fault, now, now.beyond(before))
