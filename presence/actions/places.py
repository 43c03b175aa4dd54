# SPDX-License-Identifier: GPL-3.0-or-later
"""Noting where a partnership or an institution stands, and what people say of such a place."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import record as write_down
from journal.actions import recorded
from partnerships.models import Partnership
from presence.actions.counts import ask_to_count
from presence.errors import NotATask, NotMoved, PlaceThere, ResolvedAhead
from presence.models import Place
from presence.parsing import Spot


@recorded
def add_place(record, spot: Spot, *, by, label: str = "") -> Place:
    """Note a place of a partnership or an institution; one that was removed comes back with its counts.

    Raises PlaceThere.
    """
    column = "partnership" if isinstance(record, Partnership) else "institution"
    same = {column: record, "kind": spot.kind, "wiki": spot.wiki, "identifier": spot.identifier}
    place = Place.objects.select_for_update(of=("self",)).filter(**same).first()
    if place is None:
        place = _made(same, label=label, by=by)
    elif place.removed_at is None:
        raise PlaceThere(place)
    else:
        place.removed_at, place.label = None, label or place.label
        place.save(update_fields=["removed_at", "label"])
    write_down("place.added", place, by=by, about=record, after=place.name)
    if place.kind == Place.Kind.CATEGORY:
        ask_to_count(place)
    return place


def _made(same: dict, *, label: str, by) -> Place:
    try:
        with transaction.atomic():
            return Place.objects.create(**same, label=label, added_by=by)
    except IntegrityError as error:  # somebody else added it meanwhile
        there = Place.objects.filter(**same).first()
        if there is None:
            raise
        raise PlaceThere(there) from error


@recorded
def remove_place(place: Place, *, by) -> Place:
    """Take a place off the list. Its counts and requests are kept for when it is added again."""
    place = _locked(place)
    if place.removed_at is None:
        place.removed_at = timezone.now()
        place.save(update_fields=["removed_at"])
        write_down("place.removed", place, by=by, about=place.record, before=place.name)
    return place


@recorded
def name_place(place: Place, label: str, *, by) -> Place:
    """Say in one's own words what the place is."""
    place = _locked(place)
    if place.label != label:
        before, place.label = place.label, label
        place.save(update_fields=["label"])
        write_down("place.named", place, by=by, about=place.record, before=before, after=label)
    return place


@recorded
def resolve_task(place: Place, *, on: date, by) -> Place:
    """The task was resolved on that day, somebody says. Raises NotATask or ResolvedAhead."""
    place = _locked(place)
    if place.kind != Place.Kind.TASK:
        raise NotATask
    if on > timezone.localdate():
        raise ResolvedAhead
    if place.resolved_on != on:
        place.resolved_on = on
        place.save(update_fields=["resolved_on"])
        write_down("place.resolved", place, by=by, about=place.record, after=f"{place.name}, {on}")
    return place


@recorded
def reopen_task(place: Place, *, by) -> Place:
    """The task is open after all. Raises NotATask."""
    place = _locked(place)
    if place.kind != Place.Kind.TASK:
        raise NotATask
    if place.resolved_on is not None:
        place.resolved_on = None
        place.save(update_fields=["resolved_on"])
        write_down("place.reopened", place, by=by, about=place.record, after=place.name)
    return place


@recorded
def follow_redirect(place: Place, *, by) -> Place:
    """Take the category that Commons redirects this one to in its place. Raises NotMoved or PlaceThere."""
    place = _locked(place)
    category = getattr(place, "category", None)
    if category is None or not category.moved_to or category.moved_to == place.identifier:
        raise NotMoved
    before, place.identifier = place.name, category.moved_to
    try:
        with transaction.atomic():
            place.save(update_fields=["identifier"])
    except IntegrityError as error:
        raise PlaceThere(place) from error
    write_down("place.followed", place, by=by, about=place.record, before=before, after=place.name)
    ask_to_count(place)
    return place


def _locked(place: Place) -> Place:
    """Freshly read and locked, with the record it is a place of."""
    rows = Place.objects.select_for_update(of=("self",))
    return rows.select_related("partnership", "institution").get(pk=place.pk)
