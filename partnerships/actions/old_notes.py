# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes about a person are not kept for ever: after fourteen months their words go, unless somebody renewed them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from journal.forgetting import emptied
from journal.models import Entry
from partnerships.models import Advocate, Contact
from privacy.actions.batches import in_batches


def forget_old_notes(before: datetime) -> Iterator[int]:
    """Empty what was noted of talks before that moment, in the history too; day, channel and who noted it stay."""
    renewed = _renewed(before, OuterRef("advocate_id"))
    old = Contact.objects.filter(~Exists(renewed), recorded_at__lt=before).exclude(note="")
    yield from in_batches(old, _empty_notes)
    events = Contact.pgh_event_model.objects
    standing = Contact.objects.filter(pk=OuterRef("pgh_obj_id")).exclude(note="")
    # Of talks that were struck out again: only the history still has them.
    orphans = events.filter(~Exists(standing), pgh_created_at__lt=before).exclude(note="")
    yield from in_batches(orphans, _empty_events)


def forget_old_plans(before: datetime) -> Iterator[int]:
    """Empty plans to win somebody back whose day is long over."""
    day = before.date()
    over = Q(plan_on__lt=day) | Q(plan_on=None, last_contact_on__lt=day)
    old = Advocate.objects.filter(over, ~Exists(_renewed(before, OuterRef("pk")))).exclude(plan="")
    yield from in_batches(old, _empty_plans)


def _renewed(before: datetime, advocate: OuterRef):
    """That somebody said since then why the person is kept: what is noted of them is kept as well."""
    kind = Advocate._meta.label_lower
    return Entry.objects.filter(
        thread_kind=kind, thread_id=advocate, subject_kind=kind, verb="advocate.renewed", at__gte=before
    )


def _empty_notes(contacts) -> None:
    keys = list(contacts.values_list("pk", flat=True))
    contacts.update(note="")
    _empty_events(Contact.pgh_event_model.objects.filter(pgh_obj_id__in=keys))


def _empty_events(events) -> None:
    emptied(events, note="")


def _empty_plans(advocates) -> None:
    keys = list(advocates.values_list("pk", flat=True))
    advocates.update(plan="", plan_on=None)
    emptied(Advocate.pgh_event_model.objects.filter(pgh_obj_id__in=keys), plan="")
