# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal's only writer, and the frame every action runs in."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

import pghistory
import pgtrigger
from django.contrib.auth import get_user_model
from django.db import models, transaction

from journal.belonging import affiliate_of, affiliates_of
from journal.correlation import current_id
from journal.forgetting import emptied
from journal.models import Entry
from journal.people import person_said

LONGEST = Entry._meta.get_field("before").max_length
# Verbs whose `before` or `after` may be somebody's name.
_NAMING = r"^(coauthor|review|mentor|task\.reassigned|[a-z]+\.handed_over)"


# What is asked of whoever acts before anything is written, and whether it was asked already.
_asked_first: list[Callable] = []
_acting: ContextVar[bool] = ContextVar("acting", default=False)


def ask_first(refuse: Callable) -> None:
    """Have `refuse(by)` called at the beginning of every action's transaction; it raises where nothing may be done."""
    _asked_first.append(refuse)


@contextmanager
def acting(by) -> Iterator[None]:
    """One transaction of somebody's, for which is asked first, and once, whether they may go on.

    For what is no action, such as making a file of what somebody may read, and for the frame of every action.
    """
    with transaction.atomic():
        if _acting.get():
            yield
            return
        token = _acting.set(True)
        try:
            for refuse in _asked_first:
                refuse(by)
            yield
        finally:
            _acting.reset(token)


def recorded(action):
    """Run an action in one transaction and one history context, so that its rows and its words join.

    Inside a request or a task the context is already open and is kept.
    """

    @wraps(action)
    def run(*args, **kwargs):
        with acting(kwargs.get("by")), pghistory.context(action=action.__name__):
            return action(*args, **kwargs)

    return run


def record(
    verb: str,
    subject: models.Model,
    *,
    by,
    about: models.Model | None = None,
    before: object = "",
    after: object = "",
    note: str = "",
    affiliate_id: int | None = None,
) -> Entry:
    """Write one line: `by` (a user, or None for the worker) did `verb` to `subject`.

    `about` is the record whose timeline shows it (default: the subject); `before` and `after` are said in
    words, at most 300 characters each. Personal data does not belong in any of them: a person there is kept
    as their number, and named when the line is read. Whose the line is follows from the two records; where it does
    not, as with accounts, it is `affiliate_id`'s.
    """
    thread = about or subject
    with pghistory.context() as context:
        return Entry.objects.create(
            verb=verb,
            actor=by,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            thread_kind=thread._meta.label_lower,
            thread_id=thread.pk,
            before=_said(before),
            after=_said(after),
            note=note,
            context=context.id if context else uuid.uuid4(),
            affiliate_id=affiliate_of(subject, thread) or affiliate_id,
            request_id=current_id(),
        )


def record_event(verb: str, *, by, after: object = "", affiliate_id: int | None = None) -> Entry:
    """Write one line about something that happened to no record of ours: a refusal, a failed sign-in, a file made.

    `after` says in a word what it was: the door's name, the file's kind, the hash of a name. Never a name itself.
    """
    return Entry.objects.create(
        verb=verb,
        actor=by if getattr(by, "is_authenticated", False) else None,
        subject_kind="",
        subject_id=0,
        thread_kind="",
        thread_id=0,
        after=_said(after),
        affiliate_id=affiliate_id,
        request_id=current_id(),
    )


def _said(value: object) -> str:
    return person_said(value.pk) if isinstance(value, get_user_model()) else str(value)[:LONGEST]


def forget_words(subject: models.Model) -> int:
    """Empty what the lines about `subject` say in words; who did what and when stays. Returns how many.

    The one exception from “written once”: a person's data are over, and a note may name them.
    """
    lines = Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    return emptied(lines, before="", after="", note="")


def rename_in_words(name: str, instead: str) -> int:
    """Where a line says nothing but this person's name as what was before or after, say `instead`. Returns how many.

    Only of verbs by which people are named; elsewhere the same word may be a place's.
    """
    lines = Entry.objects.filter(verb__regex=_NAMING)
    return sum(emptied(lines.filter(**{end: name}), **{end: instead}) for end in ("before", "after"))


def give_affiliates(*, batch: int = 2000) -> tuple[int, int]:
    """Say of lines from before lines knew their affiliate whose they are. Returns how many now do, and do not.

    For the owner of the database alone, whom the trigger lets: nothing else of a line is touched, and none that has
    an affiliate. In batches, and safe to repeat. What belongs to nobody, or whose record is gone, stays as it is.
    """
    given, last = 0, 0
    told = ("pk", "subject_kind", "subject_id", "thread_kind", "thread_id")
    lines = Entry.objects.filter(affiliate_id=None).exclude(subject_kind="").order_by("pk")
    while rows := list(lines.filter(pk__gt=last).values_list(*told)[:batch]):
        last = rows[-1][0]
        with transaction.atomic(), pgtrigger.ignore("journal.Entry:append_only"):
            for affiliate, keys in _by_affiliate(rows).items():
                given += Entry.objects.filter(pk__in=keys, affiliate_id=None).update(affiliate_id=affiliate)
    return given, Entry.objects.filter(affiliate_id=None).count()


def _by_affiliate(rows: list[tuple]) -> dict[int, list[int]]:
    """{affiliate: keys of lines}, asked of the records that the lines are about: one query for each kind."""
    records: dict[str, set[int]] = {}
    for _pk, kind, key, thread_kind, thread_key in rows:
        records.setdefault(kind, set()).add(key)
        records.setdefault(thread_kind, set()).add(thread_key)
    known = {kind: affiliates_of(kind, keys) for kind, keys in records.items()}
    found: dict[int, list[int]] = {}
    for pk, kind, key, thread_kind, thread_key in rows:
        both = (known[kind].get(key), known[thread_kind].get(thread_key))
        if (affiliate := next((each for each in both if each is not None), None)) is not None:
            found.setdefault(affiliate, []).append(pk)
    return found
