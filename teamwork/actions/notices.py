# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling people, and noting that they have read it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from privacy.actions.batches import delete, in_batches
from teamwork import notifications
from teamwork.models import Following, Notice
from teamwork.models.threads import thread_of


def tell(
    users: Iterable,
    *,
    kind: str,
    record,
    key: str,
    words: dict,
    address: str,
    mail: bool = False,
    by=None,
) -> list:
    """Tell each of the users once per `key`; with `mail` also in a message, in their own language.

    Nobody is told of what they did themselves (`by`). The caller passes only people who may read the
    record. `kind` names the sentence (`teamwork.notices`), `words` are texts that fill it. In the caller's
    transaction; returns those who were told.
    """
    told = list(
        {user.pk: user for user in users if user.is_active and (by is None or user.pk != by.pk)}.values()
    )
    _write([user.pk for user in told], kind=kind, record=record, key=key, words=words, address=address)
    if mail:
        for user in told:
            notifications.mail_notice(user, kind=kind, key=key, words=words, address=address)
    return told


def tell_followers(
    record,
    *,
    by,
    kind: str,
    words: dict,
    address: str,
    readers,
    key: str,
    but: Collection[int] = (),
) -> int:
    """Tell those who follow the record and are among `readers`: a query of users, or a function that makes it.

    `but` are ids of people who are told in another way. One cheap query when nobody follows, as is the rule.
    """
    followers = Following.objects.about(record).exclude(user=by)
    following = list(followers.values_list("user_id", flat=True))
    if not following:
        return 0
    readers = readers() if callable(readers) else readers
    ids = readers.filter(pk__in=following, is_active=True).order_by("pk").values_list("pk", flat=True)
    return _write(
        [pk for pk in ids if pk not in but], kind=kind, record=record, key=key, words=words, address=address
    )


def _write(user_ids: list[int], *, kind: str, record, key: str, words: dict, address: str) -> int:
    notices = [
        Notice(
            **thread_of(record),
            user_id=pk,
            kind=kind,
            key=key[:200],
            words={name: _word(value) for name, value in words.items()},
            address=address[:300],
        )
        for pk in user_ids
    ]
    if notices:
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def _word(value):
    """A text, or translations by language, of which the sentence chooses when it is read."""
    return {key: str(text) for key, text in value.items()} if isinstance(value, dict) else str(value)


def rename_in_notices(user, **_choices) -> None:
    """Say “former member” where notices tell others who somebody was that closes their account."""
    name, instead = str(user), f"former member #{user.pk}"
    for key in ("who", "whom", "name"):
        for notice in Notice.objects.filter(**{f"words__{key}": name}):
            Notice.objects.filter(pk=notice.pk).update(words=notice.words | {key: instead})


# What one has read is nobody else's business: neither of the two below is written into the journal.


def mark_read(notice: Notice) -> None:
    """The user has read the notice; the moment of the first reading stays."""
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


def mark_all_read(user) -> int:
    """The user has read everything so far; returns how many notices that were."""
    return Notice.objects.unread().filter(user=user).update(read_at=timezone.now())


def forget_notices(before: datetime) -> Iterator[int]:
    """Throw away what was told before that moment, read or not; yields the size of each batch."""
    yield from in_batches(Notice.objects.filter(made_at__lt=before), delete)
