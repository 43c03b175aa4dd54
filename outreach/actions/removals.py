# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaves people out who asked for it, now and at every sync to come; their name is not kept for that."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import Q

from accounts.models import WikiAccount
from journal.actions import record, recorded
from outreach.errors import NobodyRemoved
from outreach.models import Contributor, Page, Removal, Source
from outreach.suppression import known_as, marks_of
from outreach.wiki.accounts import is_vanished
from privacy.actions.erasures import note_wish
from privacy.models import Erasure

_KIND, _TAKEN_BACK = "outreach.removal", "taken_back"
One = TypeVar("One")


@recorded
def forget_contributor(
    source: Source, username: str, *, by, way: str = Removal.Way.OPERATOR, account_id: int | None = None
) -> int:
    """Delete all that is held of this account and leave it out from now on. Returns how many rows went.

    Works for a name that is not listed too. The journal says that somebody was removed, not who.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    same = Q(username=username) | (Q(account_id=account_id) if account_id else Q())
    if way == Removal.Way.THEMSELVES:
        by = None  # or the line would name whom it is about
    rows = list(Contributor.objects.filter(same, source=source))
    accounts = [(username, account_id, None)]
    for row in rows:
        accounts.append((row.username, row.account_id, row.central_id))
        accounts += [(name, None, None) for name in row.former_names]
    remember(source, accounts, way=way)
    Contributor.objects.filter(pk__in=[row.pk for row in rows]).delete()
    record("contributor.removed", source, by=by)
    return len(rows)


def leave_out_closed(user, *, by, drafts: str, leaves_lists: bool) -> None:
    """Leave the owner of an account that is being closed out of all lists, if they want that."""
    name = user.wiki_username
    if not (leaves_lists and name):
        return
    sub = WikiAccount.objects.filter(user=user).values_list("sub", flat=True).first() or ""
    for source in Source.objects.order_by("pk"):
        forget_contributor(source, name, by=None, way=Removal.Way.THEMSELVES)
        if sub.isdigit():
            remember(source, [(name, None, int(sub))], way=Removal.Way.THEMSELVES)


def remember(
    source: Source, accounts: Iterable[tuple[str, int | None, int | None]], *, way: str, person=None
) -> None:
    """Know these names and ids again as one person's. What is known already joins its person."""
    accounts = list(accounts)
    marks = {
        mark
        for name, account_id, central_id in accounts
        for mark in marks_of(source.host, name=name, account_id=account_id, central_id=central_id)
    }
    known = Removal.objects.filter(digest__in=marks)
    person = person or known.values_list("person", flat=True).first() or uuid.uuid4()
    new = marks - set(known.values_list("digest", flat=True))
    _write(new, person=person, way=way)
    if new:
        note_wish(_KIND, new, fields=[way, str(person)], number=source.pk)


def _write(marks: Iterable[str], *, person, way: str) -> None:
    Removal.objects.bulk_create(
        [Removal(digest=mark, person=person, way=way) for mark in sorted(marks)], ignore_conflicts=True
    )


def remember_again(erasure: Erasure) -> str:
    """After a restore: who asked to be left out is so again, their entries go; or the wish was taken back."""
    if _TAKEN_BACK in erasure.fields:
        gone, _by_model = Removal.objects.filter(digest__in=erasure.digests).delete()
        return "erased" if gone else "gone"
    way = next(field for field in erasure.fields if field in Removal.Way.values)
    person = next(field for field in erasure.fields if field != way)
    _write(erasure.digests, person=uuid.UUID(person), way=way)
    marks = set(erasure.digests)
    rows = Contributor.objects.select_related("source").only(
        "username", "account_id", "central_id", "source__host"
    )
    theirs = [row.pk for row in rows.iterator() if marks & _marks_of(row)]
    Contributor.objects.filter(pk__in=theirs).delete()
    return "erased"


def _marks_of(row: Contributor) -> set[str]:
    return set(
        known_as(row.source.host, name=row.username, account_id=row.account_id, central_id=row.central_id)
    )


@recorded
def take_back(source: Source, username: str, *, by) -> int:
    """List this account again from the next sync that names it, under all its names. Raises NobodyRemoved."""
    people = Removal.objects.filter(digest__in=known_as(source.host, name=username)).values("person")
    rows = Removal.objects.filter(person__in=list(people.values_list("person", flat=True)))
    marks = list(rows.values_list("digest", flat=True))
    if not marks:
        raise NobodyRemoved
    count, _by_model = rows.delete()
    note_wish(_KIND, marks, fields=[_TAKEN_BACK], number=source.pk)
    record("contributor.taken_back", source, by=by)
    return count


def without_removed(source: Source, told: Mapping[Page, Sequence[One]]) -> Mapping[Page, Sequence[One]]:
    """The same without those who asked to be left out; what is new of them, a name or an id, is remembered.

    Each one has `username` and `account_id`. A row that stood under the new name goes. Nor are accounts listed
    that vanished from the wiki.
    """
    accounts = {(one.username, one.account_id) for stated in told.values() for one in stated}
    gone = {name for name, _account in accounts if is_vanished(name)}
    removed = removed_among(source, [(name, account_id, None) for name, account_id in accounts])
    if not removed and not gone:
        return told
    for (name, account_id, _central), person in removed.items():
        remember(source, [(name, account_id, None)], way=Removal.Way.THEMSELVES, person=person)
    names = gone | {name for name, _account, _central in removed}
    ids = {account_id for _name, account_id, _central in removed if account_id}
    Contributor.objects.filter(Q(username__in=names) | Q(account_id__in=ids), source=source).delete()
    return {page: [one for one in stated if one.username not in names] for page, stated in told.items()}


def removed_among(
    source: Source, accounts: Iterable[tuple[str, int | None, int | None]]
) -> dict[tuple[str, int | None, int | None], uuid.UUID]:
    """Those of these (name, account id, central id) that asked to be left out, with the person they are."""
    marks = {
        mark: account
        for account in accounts
        for mark in known_as(source.host, name=account[0], account_id=account[1], central_id=account[2])
    }
    found = Removal.objects.filter(digest__in=marks).values_list("digest", "person")
    return {marks[digest]: person for digest, person in found}
