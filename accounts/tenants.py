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

from django.conf import settings
from django.utils.decorators import sync_only_middleware

from accounts.permissions import memberships_of, reaches_open_ones, roles_of

# The settings of PostgreSQL that policies read; ALL stands in the first where every affiliate's rows are meant.
TENANTS, TOGETHER, OUTSIDE = "glamwiki.tenants", "glamwiki.together", "glamwiki.outside"
ALL = "all"
_EVERYBODY, _NOBODY = (ALL, "{}", ""), ("{}", "{}", "")

_request: ContextVar = ContextVar("request", default=None)
_across: ContextVar[str] = ContextVar("across", default="")


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


def current() -> tuple[str, str, str]:
    """What the three settings must be now."""
    request = _request.get()
    if _across.get() or (request is None and settings.PART != "web"):
        return _EVERYBODY
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _NOBODY
    with across_affiliates("who somebody is decides what they see, and is asked first"):
        affiliates = set().union(*(ids for ids in roles_of(user).values() if ids))
        together = {pk for membership in memberships_of(user) for pk in membership.get("co_led") or ()}
        outside = "yes" if reaches_open_ones(user, "mou.see") else ""
    return _array(affiliates), _array(together), outside


def _array(numbers) -> str:
    return "{" + ",".join(str(int(number)) for number in sorted(numbers)) + "}"


def come_as_tenants(connection, tables: frozenset[str]) -> None:
    """Have this connection say whom each statement on one of the tables is for."""
    touches = _touches(tables)

    def say_tenants(execute, sql, params, many, context):
        if not isinstance(sql, str) or not touches(sql):
            return execute(sql, params, many, context)
        if context["cursor"].cursor.name:
            with _beforehand(context["connection"]):
                return execute(sql, params, many, context)
        return execute(_before(sql) + sql, params, many, context)

    # A connection that was lost comes again with the wrappers it had.
    others = [each for each in connection.execute_wrappers if each.__name__ != say_tenants.__name__]
    connection.execute_wrappers[:] = [say_tenants, *others]


def _touches(tables: frozenset[str]):
    named = re.compile(rf"\b(?:{'|'.join(sorted(tables))})\b", re.IGNORECASE)

    @lru_cache(maxsize=5000)
    def touches(sql: str) -> bool:
        return bool(named.search(sql))

    return touches


def _settings(*, local: bool) -> str:
    said = zip((TENANTS, TOGETHER, OUTSIDE), current(), strict=True)
    return "SELECT " + ", ".join(f"set_config('{name}', '{value}', {local})" for name, value in said)


def _before(sql: str) -> str:
    said = _settings(local=True)
    # pghistory gives what begins with SELECT no context of a change; what changes something keeps it.
    return f"{said}; " if sql.lstrip()[:6].upper() == "SELECT" else f"({said}); "


@contextmanager
def _beforehand(connection):
    """A cursor with a name takes nothing before its statement: the settings stand until it is open."""
    local = not connection.get_autocommit()
    with connection.connection.cursor() as plain:
        plain.execute(_settings(local=local))
        yield
        if not local:
            plain.execute(f"RESET {TENANTS}; RESET {TOGETHER}; RESET {OUTSIDE}")
