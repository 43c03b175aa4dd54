# SPDX-License-Identifier: GPL-3.0-or-later
"""The number that joins all one request or task did: its answer's header, its log lines, journal and history."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[uuid.UUID | None] = ContextVar("request_id", default=None)


def current_id() -> uuid.UUID | None:
    """The number of what is going on in this thread; None outside of requests and tasks."""
    return _current.get()


@contextmanager
def correlated(number: uuid.UUID | None = None) -> Iterator[uuid.UUID]:
    """Give what happens inside a number of its own (or `number`)."""
    number = number or uuid.uuid4()
    token = _current.set(number)
    try:
        yield number
    finally:
        _current.reset(token)


def as_number(text: str | None) -> uuid.UUID | None:
    """The UUID a text holds; None for anything else, whatever it is."""
    try:
        return uuid.UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
