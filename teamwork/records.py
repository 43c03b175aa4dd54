# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of records that people work on together: each app names its own in a module `threads`.

This app knows no partnership: what may be seen, read and written on a record is asked of the record's app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.urls import reverse


@dataclass(frozen=True)
class RecordKind:
    """What the app of a record answers about it.

    `seen(user, ids)` gives {id: record} of those the user may see, with all their names need, in one query;
    `readers` and `writers` are queries of users: who may read its notes, and who may do its tasks.
    `affiliate_for(user, record, action)` is the affiliate for which that user works on the record.
    """

    label: object
    seen: Callable
    may_read: Callable
    may_write: Callable
    may_follow: Callable
    readers: Callable
    writers: Callable
    affiliate_for: Callable
    notes_page: str
    tasks_page: str
    follow_page: str


_KINDS: dict[str, RecordKind] = {}


def register(model: str, kind: RecordKind) -> None:
    """`model` as the journal names it: `partnerships.partnership`."""
    _KINDS[model] = kind


def kind_of(thread_kind: str) -> RecordKind | None:
    return _KINDS.get(thread_kind)


def record_for(user, row):
    """The record a row hangs on, if the user may see it and read what is written on it; else None."""
    kind = kind_of(row.thread_kind)
    record = kind.seen(user, [row.thread_id]).get(row.thread_id) if kind else None
    return record if record is not None and kind.may_read(user, record) else None


def records_for(user, rows: Iterable) -> dict[tuple[str, int], object]:
    """{(kind, id): record} of the rows' records that the user may see; one query a kind."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.thread_kind, set()).add(row.thread_id)
    found = {}
    for thread_kind, ids in wanted.items():
        if kind := kind_of(thread_kind):
            seen = kind.seen(user, sorted(ids))
            found |= {(thread_kind, pk): record for pk, record in seen.items()}
    return found


def address_of(record, part: str, anchor: str = "") -> str:
    """Where the record's `notes` or `tasks` are, or the record itself where they have no page."""
    kind = kind_of(record._meta.label_lower)
    page = getattr(kind, f"{part}_page", "") if kind else ""
    address = reverse(page, args=[record.pk]) if page else record.get_absolute_url()
    return f"{address}#{anchor}" if anchor else address


def unread_record_of(row):
    """The record a row hangs on, by kind and number only: nothing of it is read."""
    return apps.get_model(row.thread_kind)(pk=row.thread_id)
