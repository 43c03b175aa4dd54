# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads for every page: how much waits for the reader, and what a note says in pieces."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.permissions import affiliate_ids
from teamwork import parsing
from teamwork.actions.notes import RESTORABLE_DAYS
from teamwork.models import Mention, Note, Notice, Task
from teamwork.permissions import may_edit_note, may_remove_note


@dataclass(frozen=True)
class Waiting:
    """What waits for a user: their open tasks and their unread notices."""

    tasks: int = 0
    notices: int = 0


def open_task_count(user) -> int:
    """How many open tasks the user has in their affiliates; one query on `task_open_of`."""
    return _open_tasks(user).filter(assignee=user).count()


def unread_notice_count(user) -> int:
    """How much the user has not read yet; one query on `notice_unread`."""
    return Notice.objects.unread().filter(user=user).count()


def waiting_for(user) -> Waiting:
    """Both counts in one query; nothing for somebody who has not signed in."""
    if not user.is_authenticated:
        return Waiting()
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(
            Coalesce(Subquery(_counted(_open_tasks(user), "assignee")), 0),
            Coalesce(Subquery(_counted(Notice.objects.unread(), "user")), 0),
        )
        .first()
    )
    return Waiting(*row) if row else Waiting()


def _open_tasks(user):
    return Task.objects.open().visible_to(user)


def _counted(rows, path: str):
    return rows.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(n=Count("pk")).values("n")


WITH_PEOPLE = Prefetch("mentions", Mention.objects.select_related("user"))
LONG_LINES, LONG_TEXT = 25, 2500
SHOWN_LINES, SHOWN_TEXT = 6, 500


@dataclass
class ShownNote:
    """A note as the reader sees it: cut into pieces, long ones behind their beginning."""

    note: Note
    pieces: list
    others: list
    may_edit: bool
    may_remove: bool
    opening: list | None = None

    @property
    def is_removed(self) -> bool:
        return self.note.removed_at is not None


def notes_about(record, user):
    """The record's notes, newest first; removed ones while the reader could put them back."""
    since = timezone.now() - timedelta(days=RESTORABLE_DAYS)
    mine = Q(author=user) | Q(affiliate__in=affiliate_ids(user, "note.remove"))
    notes = Note.objects.about(record).filter(Q(removed_at=None) | Q(removed_at__gte=since) & mine)
    return notes.select_related("author").prefetch_related(WITH_PEOPLE)


def shown(note: Note, user) -> ShownNote:
    """One note, cut for its page; its mentions are read from what `notes_about` fetched."""
    people = [mention.user for mention in note.mentions.all()]
    in_text = parsing.named_in(note.text, map(str, people))
    names = [str(person) for person in people]
    each = ShownNote(
        note=note,
        pieces=parsing.pieces(note.text, names),
        others=[person for person in people if str(person).casefold() not in in_text],
        may_edit=may_edit_note(user, note),
        may_remove=may_remove_note(user, note),
    )
    lines = note.text.split("\n")
    if len(lines) > LONG_LINES or len(note.text) > LONG_TEXT:
        beginning = "\n".join(lines[:SHOWN_LINES])[:SHOWN_TEXT].rstrip()
        each.opening = parsing.pieces(f"{beginning}…", names)
    return each


def line_count(note: Note) -> int:
    return note.text.count("\n") + 1


def named_like(users, beginning: str):
    """Of a query of users those one of whose names begins with the text; all for none."""
    wanted = " ".join(beginning.replace("\0", "").split())[:100]
    if not wanted:
        return users
    return users.filter(
        Q(wiki_username__istartswith=wanted)
        | Q(wiki_username__icontains=f" {wanted}")
        | Q(first_name__istartswith=wanted)
        | Q(last_name__istartswith=wanted)
        | Q(username__istartswith=wanted)
    )
