# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing, editing, removing and putting back notes. The journal never holds what a note says."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from accounts.models import Affiliate
from journal import actions as journal
from teamwork import parsing
from teamwork.actions.notices import tell, tell_followers
from teamwork.actions.rows import locked, write_changes
from teamwork.errors import GoneForGood, NotAReader, NoteEmpty, NoteTooLong
from teamwork.models import Mention, Note
from teamwork.models.notes import LONGEST_NOTE
from teamwork.models.threads import thread_of
from teamwork.records import address_of, unread_record_of

RESTORABLE_DAYS = 30


@journal.recorded
def write_note(record, affiliate: Affiliate, *, by, text: str, readers, also: Iterable = ()) -> Note:
    """Write a note on a record, and tell whom it names with @, whom `also` lists, and the followers.

    `readers` is a query of the users who may read it: nobody else is told. Raises NoteEmpty, NoteTooLong
    or NotAReader.
    """
    text = _checked(text)
    named = _named(text, readers, also)
    note = Note.objects.create(**thread_of(record), affiliate=affiliate, author=by, text=text)
    Mention.objects.bulk_create([Mention(note=note, user=user) for user in named])
    journal.record("note.written", note, by=by, about=record)
    _tell_named(note, record, named, by=by)
    tell_followers(
        record,
        by=by,
        kind="note.written",
        words={"who": by, "record": record},
        address=address_of(record, "notes", f"note-{note.pk}"),
        readers=readers,
        key=f"note-{note.pk}-written",
        but={user.pk for user in named},
    )
    return note


@journal.recorded
def edit_note(note: Note, *, version: int, by, text: str, readers, record=None, also: Iterable = ()) -> Note:
    """Change what a note says; who is named now and was not before is told.

    `record` is the note's record, for its name in the notices; without it nobody is told. Raises
    ChangedMeanwhile, NoteEmpty, NoteTooLong or NotAReader.
    """
    note, text = locked(note, version=version), _checked(text)
    named = _named(text, readers, also)
    before = set(note.mentions.values_list("user_id", flat=True))
    new = [user for user in named if user.pk not in before]
    gone = before - {user.pk for user in named}
    if text == note.text and not new and not gone:
        return note
    write_changes(note, text=text, edited_at=timezone.now())
    note.mentions.filter(user__in=gone).delete()
    Mention.objects.bulk_create([Mention(note=note, user=user) for user in new])
    journal.record("note.edited", note, by=by, about=unread_record_of(note))
    if record is not None:
        _tell_named(note, record, new, by=by)
    return note


@journal.recorded
def remove_note(note: Note, *, by) -> Note:
    """Take a note out of sight; for 30 days it can be put back. Removing it twice is removing it once."""
    note = locked(note)
    if note.removed_at is None:
        write_changes(note, removed_at=timezone.now())
        journal.record("note.removed", note, by=by, about=unread_record_of(note))
    return note


@journal.recorded
def restore_note(note: Note, *, by) -> Note:
    """Put a removed note back. Raises GoneForGood after 30 days."""
    note = locked(note)
    if note.removed_at is None:
        return note
    if note.removed_at < timezone.now() - timedelta(days=RESTORABLE_DAYS):
        raise GoneForGood(RESTORABLE_DAYS)
    write_changes(note, removed_at=None)
    journal.record("note.restored", note, by=by, about=unread_record_of(note))
    return note


def _checked(text: str) -> str:
    text = parsing.tidy(text)
    if not text:
        raise NoteEmpty
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(LONGEST_NOTE)
    return text


def _named(text: str, readers, also: Iterable) -> list:
    """The readers whom the text or the list names, once each."""
    also = list(also)
    if "@" not in text and not also:
        return []
    by_id = {user.pk: user for user in readers}
    for user in also:
        if user.pk not in by_id:
            raise NotAReader(user)
    names = parsing.named_in(text, map(str, by_id.values()))
    chosen = {user.pk for user in also}
    return [user for user in by_id.values() if user.pk in chosen or str(user).casefold() in names]


def _tell_named(note: Note, record, named: list, *, by) -> None:
    tell(
        named,
        kind="mention",
        record=record,
        key=f"note-{note.pk}-mention",
        words={"who": by, "record": record},
        address=address_of(record, "notes", f"note-{note.pk}"),
        mail=True,
        by=by,
    )
