# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a statement is for: said to PostgreSQL with each statement that touches a walled table (`accounts.walls`).

The affiliates of the request's user are put before the statement, for its transaction alone: nothing of them is left
on the connection for the next request, and no round trip is added. Outside a request the web is nobody; worker and
commands serve everybody. What a request does for all affiliates on purpose says so: `across_affiliates`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import SimpleNamespace

from django.utils.decorators import sync_only_middleware

from accounts.permissions import roles_of

# The setting of PostgreSQL that policies read: an array of affiliates, or that every affiliate's rows are meant.
TENANTS = "glamwiki.tenants"
ALL, NOBODY = "all", "{}"

_request: ContextVar = ContextVar("request", default=None)
_across: ContextVar[str] = ContextVar("across", default="")
_serves_pages = False


def serve_pages() -> None:
    """From now on statements of this process outside a request are for nobody. A command's are for everybody."""
    global _serves_pages
    _serves_pages = True


@contextmanager
def across_affiliates(reason: str) -> Iterator[None]:
    """Within, statements reach the rows of all affiliates. `reason` says for whoever reads the code why they must."""
    token = _across.set(reason)
    try:
        yield
    finally:
        _across.reset(token)


@contextmanager
def asked_by(user) -> Iterator[None]:
    """Within, statements are for this person: where a key says who asks, and no session does."""
    token = _request.set(SimpleNamespace(user=user))
    try:
        yield
    finally:
        _request.reset(token)


def who_asks():
    """The request that is being answered, or what stands for one; None in worker and commands."""
    return _request.get()


@sync_only_middleware
def walled_requests(get_response):
    """Middleware: statements of a request are for its user, as soon as one is known."""

    def answer(request):
        token = _request.set(request)
        try:
            response = get_response(request)
        finally:
            _request.reset(token)
        # A file was opened already, and reads no rows.
        if response.streaming and getattr(response, "file_to_stream", None) is None:
            response.streaming_content = _streamed(request, response.streaming_content)
        return response

    return answer


def _streamed(request, parts):
    """What is read while the answer goes out is read for the same user."""
    parts = iter(parts)
    while True:
        token = _request.set(request)
        try:
            part = next(parts, None)
        finally:
            _request.reset(token)
        if part is None:
            return
        yield part


def current() -> str:
    """What the setting must be now."""
    request = _request.get()
    if _across.get() or (request is None and not _serves_pages):
        return ALL
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return NOBODY
    affiliates = set().union(*(ids for ids in roles_of(user).values() if ids))
    return "{" + ",".join(str(int(pk)) for pk in sorted(affiliates)) + "}"


def come_as_tenants(connection, walled: frozenset[str], written: frozenset[str]) -> None:
    """Have this connection say whom each statement on `walled` tables is for, and each that writes to `written`."""
    touches = _touches(walled, written)

    def say_tenants(execute, sql, params, many, context):
        if not isinstance(sql, str) or not touches(sql):
            return execute(sql, params, many, context)
        if context["cursor"].cursor.name:
            with _beforehand(context["connection"]):
                return execute(sql, params, many, context)
        return execute(_before(sql) + sql, params, many, context)

    # A connection that was lost comes again with the wrappers it had.
    if not any(
        getattr(each, "__qualname__", "") == say_tenants.__qualname__ for each in connection.execute_wrappers
    ):
        connection.execute_wrappers.insert(0, say_tenants)


def _touches(walled: frozenset[str], written: frozenset[str]):
    read, changed = (
        re.compile(rf"\b(?:{'|'.join(sorted(tables))})\b", re.IGNORECASE)
        for tables in (walled, walled | written)
    )

    @lru_cache(maxsize=5000)
    def touches(sql: str) -> bool:
        return bool((read if _only_reads(sql) else changed).search(sql))

    return touches


def _only_reads(sql: str) -> bool:
    return sql.lstrip()[:6].upper() == "SELECT"


def _setting(*, local: bool) -> str:
    return f"SELECT set_config('{TENANTS}', '{current()}', {local})"


def _before(sql: str) -> str:
    said = _setting(local=True)
    # pghistory gives what begins with SELECT no context of a change; what changes something keeps it.
    return f"{said}; " if _only_reads(sql) else f"({said}); "


@contextmanager
def _beforehand(connection):
    """A cursor with a name takes nothing before its statement: the setting stands until it is open."""
    local = not connection.get_autocommit()
    with connection.connection.cursor() as plain:
        plain.execute(_setting(local=local))
        try:
            yield
        finally:
            if not local:
                plain.execute(f"RESET {TENANTS}")
