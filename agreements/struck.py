# SPDX-License-Identifier: GPL-3.0-or-later
"""What was struck from a draft and can be put back: the last of what the history has of rows that are gone.

The past is no way around a wish: what names somebody who was erased, whose data are restricted or who asked not to be
contacted is not given.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from accounts.tenants import across_affiliates
from agreements.models import Clause, RightsTerm, Signatory
from partnerships.models import Address, Advocate, Commitment, Mou
from partnerships.models.sharing import participants_of
from privacy.hashing import digests, digests_within
from privacy.models import Erasure, Suppression
from privacy.wording import MAIL, NAME, PHONE

MOST = 50
# What erasing leaves of a text that was somebody's name and nothing else.
_FORGOTTEN = r"^former (contact|detail|member) #\d+$"
_REACHED_BY = {Address.Kind.EMAIL: MAIL, Address.Kind.PHONE: PHONE}


@dataclass(frozen=True)
class Kind:
    """The columns by which a row of one kind is known again: its code, its words, and what it says besides."""

    model: type[models.Model]
    code: str
    words: str
    besides: str

    @property
    def names_people(self) -> bool:
        return self.model is Signatory

    @property
    def says_something(self) -> Q:
        """Whether an event still has its words: erasing and the clock empty them."""
        nothing = Q(**{self.words: ""})
        if self.model is Clause:
            nothing &= Q(**{self.besides: ""})
        return ~nothing & ~Q(**{f"{self.words}__iregex": _FORGOTTEN})


KINDS = {
    "clause": Kind(Clause, "kind", "title", "text"),
    "rights": Kind(RightsTerm, "licence", "content_set", "note"),
    "signatory": Kind(Signatory, "side", "name", "post"),
    "commitment": Kind(Commitment, "party", "what", "unit"),
}


class Struck(NamedTuple):
    """A row that is gone; `event` is the line of its history that says so."""

    kind: str
    event: int
    number: int
    at: datetime
    context: UUID | None
    code: str
    words: str
    besides: str
    advocate: int | None


def struck_from(mou: Mou, *, kind: str | None = None, number: int | None = None) -> list[Struck]:
    """What was struck last, newest first, or only the one of that kind and number.

    One query; where people or addresses are named, at most five more.
    """
    parts = [_gone(mou, each, number) for each in ([kind] if kind else KINDS)]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found = [Struck(*row) for row in rows.order_by("-struck_at", "-struck_event")[:MOST]]
    silent = _of_silent_people(mou, found)
    return [each for each in found if each.event not in silent]


def _gone(mou: Mou, name: str, number: int | None) -> QuerySet:
    """Rows of the kind that are not there any more, each as it was when it was last struck."""
    kind = KINDS[name]
    past = kind.model.pgh_event_model.objects.order_by().filter(pgh_label="delete")
    there = kind.model._base_manager.filter(pk=OuterRef("pgh_obj_id"))
    later = past.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__gt=OuterRef("pgh_id"))
    gone = past.filter(kind.says_something, ~Exists(there), ~Exists(later), mou_id=mou.pk)
    if number is not None:
        gone = gone.filter(pgh_obj_id=number)
    no_person = Cast(Value(None), models.BigIntegerField())
    columns = {
        "kind": Value(name, models.TextField()),
        "event": F("pgh_id"),
        "number": F("pgh_obj_id"),
        "at": F("pgh_created_at"),
        "context": F("pgh_context_id"),
        "code": F(kind.code),
        "words": Cast(kind.words, models.TextField()),
        "besides": Cast(kind.besides, models.TextField()),
        "advocate": F("advocate_id") if kind.names_people else no_person,
    }
    columns = {f"struck_{column}": value for column, value in columns.items()}
    return gone.annotate(**columns).values_list(*columns)


@across_affiliates("who wants to be left alone may be known to another of the affiliates that lead it")
def _of_silent_people(mou: Mou, rows: Collection[Struck]) -> set[int]:
    """The events among these that stay in the past, because of whom they name."""
    marks = {row.event: digests_within(f"{row.words}\n{row.besides}") for row in rows}
    people = {row.advocate for row in rows if row.advocate}
    if people:
        known = set(Advocate.objects.known().filter(pk__in=people).values_list("pk", flat=True))
        reached = _reached(people)
        for row in rows:
            marks[row.event] |= reached.get(row.advocate, set())
    else:
        known = set()
    quiet = _suppressed(set().union(*marks.values()))
    erased = _erased(mou, {mark for row in rows for mark in _names(row)})
    return {
        row.event
        for row in rows
        if (row.advocate and row.advocate not in known)
        or marks[row.event] & quiet
        or erased.intersection(_names(row))
    }


def _names(row: Struck) -> list[str]:
    return digests(row.words, NAME) if KINDS[row.kind].names_people else []


def _reached(people: Collection[int]) -> dict[int, set[str]]:
    """{advocate: the hashes of their addresses}."""
    marks: dict[int, set[str]] = {}
    addresses = Address.objects.filter(advocate__in=people, kind__in=_REACHED_BY).order_by()
    for advocate, kind, value in addresses.values_list("advocate_id", "kind", "value"):
        marks.setdefault(advocate, set()).update(digests(value, _REACHED_BY[kind]))
    return marks


def _suppressed(marks: Collection[str]) -> set[str]:
    listed = Suppression.objects.filter(digest__in=marks) if marks else Suppression.objects.none()
    return set(listed.values_list("digest", flat=True))


def _erased(mou: Mou, marks: Collection[str]) -> set[str]:
    """The hashes of whom one of the affiliates that lead it erased as a whole: the name may have been left somewhere."""
    if not marks:
        return set()
    ours = Advocate.objects.filter(affiliate__in=participants_of(mou.partnership)).order_by()
    whole = Erasure.objects.filter(
        subject_kind=Advocate._meta.label_lower,
        subject_id__in=ours.values("pk"),
        fields=[],
        digests__overlap=list(marks),
    )
    return set().union(*whole.values_list("digests", flat=True))
