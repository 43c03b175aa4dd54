# SPDX-License-Identifier: GPL-3.0-or-later
"""Where advocates work, from one day to another, and how they stand to each other."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record, recorded
from partnerships.actions.advocates import known
from partnerships.actions.rows import locked, write_changes
from partnerships.actions.timelines import thread_of
from partnerships.errors import (
    AlreadyThere,
    DayInFuture,
    EndsBeforeItBegins,
    NotBetweenThese,
    RelatedAlready,
)
from partnerships.models import Advocate, Institution, Post, Relation


@recorded
def note_post(
    advocate: Advocate,
    institution: Institution,
    *,
    by,
    title: str = "",
    role: str = Post.Role.ADVOCATE,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Post:
    """Note what they are, or were, at an institution. Raises AlreadyThere, EndsBeforeItBegins or DayInFuture."""
    advocate = known(advocate)
    check_days(started_on, ended_on)
    post = Post(
        advocate=advocate,
        institution=institution,
        title=title,
        role=role,
        started_on=started_on,
        ended_on=ended_on,
    )
    with _one_open_each(institution):
        post.save(force_insert=True)
    record("advocate.posted", advocate, by=by, about=thread_of(advocate, institution))
    return post


@recorded
def correct_post(
    post: Post,
    *,
    version: int,
    by,
    title: str,
    role: str,
    started_on: date | None,
    ended_on: date | None,
) -> Post:
    """Change a post's words or days. Raises ChangedMeanwhile, AlreadyThere, EndsBeforeItBegins or DayInFuture."""
    advocate = known(post.advocate)
    post = locked(post, version=version)
    check_days(started_on, ended_on)
    with _one_open_each(post.institution):
        changed = write_changes(post, title=title, role=role, started_on=started_on, ended_on=ended_on)
    if changed:
        record("advocate.posted", advocate, by=by, about=thread_of(advocate, post.institution))
    return post


@recorded
def relate(
    advocate: Advocate,
    other: Advocate,
    *,
    by,
    kind: str,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Relation:
    """Note how two people known to one affiliate stand to each other. Raises NotBetweenThese, RelatedAlready …"""
    advocate = known(advocate)
    if other.pk == advocate.pk or other.affiliate_id != advocate.affiliate_id or other.is_anonymous:
        raise NotBetweenThese
    check_days(started_on, ended_on)
    relation = Relation(advocate=advocate, other=other, kind=kind, started_on=started_on, ended_on=ended_on)
    try:
        with transaction.atomic():
            relation.save(force_insert=True)
    except IntegrityError as error:
        raise RelatedAlready from error
    record("advocate.related", advocate, by=by, about=thread_of(advocate), after=relation.get_kind_display())
    return relation


@recorded
def end_relation(relation: Relation, *, by, ended_on: date | None = None) -> Relation:
    """Say that it is no longer so. Ending it twice is ending it once. Raises EndsBeforeItBegins, DayInFuture."""
    advocate = known(relation.advocate)
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    if relation.ended_on:
        return relation
    relation.ended_on = ended_on or timezone.localdate()
    check_days(relation.started_on, relation.ended_on)
    relation.save(update_fields=["ended_on"])
    record("advocate.related", advocate, by=by, about=thread_of(advocate), before=relation.get_kind_display())
    return relation


def check_days(started_on: date | None, ended_on: date | None) -> None:
    """Raises DayInFuture, or EndsBeforeItBegins."""
    if any(day and day > timezone.localdate() for day in (started_on, ended_on)):
        raise DayInFuture
    if started_on and ended_on and ended_on < started_on:
        raise EndsBeforeItBegins


class _one_open_each(transaction.Atomic):
    """Turns the unique constraint's error into words."""

    def __init__(self, institution):
        super().__init__(using=None, savepoint=True, durable=False)
        self.institution = institution

    def __exit__(self, kind, error, trace):
        super().__exit__(kind, error, trace)
        if kind is not None and issubclass(kind, IntegrityError):
            raise AlreadyThere(self.institution) from error
