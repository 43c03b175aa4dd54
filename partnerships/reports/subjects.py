# SPDX-License-Identifier: GPL-3.0-or-later
"""What is held of an advocate, and what became of it when they were erased."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.apps import apps

from partnerships.actions.erasing import DAYS_TO_CUT
from partnerships.models import Advocate
from privacy.models import Erasure


@dataclass(frozen=True)
class Kept:
    """A row that still bears the name: what it is, and why."""

    label: str
    reason: str = ""


@dataclass
class Held:
    """Counts of what is held; after an erasure what was left and what is kept."""

    addresses: int = 0
    posts: int = 0
    contacts: int = 0
    notes: int = 0
    relations: int = 0
    erased_at: object = None
    parts_erased_at: object = None
    cut_until: date | None = None
    left: list[Kept] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


def held_of(advocate: Advocate) -> Held:
    held = Held(
        addresses=advocate.addresses.count(),
        posts=advocate.posts.count(),
        contacts=advocate.contacts.count(),
        notes=advocate.contacts.exclude(note="").count(),
        relations=advocate.relations.count() + advocate.related_by.count(),
    )
    ours = Erasure.objects.filter(subject_kind=advocate._meta.label_lower, subject_id=advocate.pk)
    for erasure in ours.order_by("pk"):
        if erasure.is_restriction:
            continue
        if erasure.fields:
            held.parts_erased_at = erasure.erased_at
            continue
        held.erased_at = erasure.erased_at
        held.cut_until = erasure.erased_at.date() + timedelta(days=DAYS_TO_CUT)
        held.left = [Kept(_named(key)) for key in erasure.left]
        held.kept = [Kept(_named(each["row"]), each["reason"]) for each in erasure.kept]
    return held


def _named(key: str) -> str:
    """A row by what kind it is and its number: whoever may see it finds it, nobody else reads a word."""
    label, _colon, pk = key.rpartition(":")
    return f"{apps.get_model(label)._meta.verbose_name} {pk}"
