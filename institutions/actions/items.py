# SPDX-License-Identifier: GPL-3.0-or-later
"""Linking institutions with Wikidata items by hand, and deciding field by field whose value stands."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.actions.renewal import note_facts, note_unread, take_over
from institutions.errors import ItemIsPerson, ItemIsWikiPage, NoItem, NothingFromWikidata
from institutions.models import ItemRecord, SourcedFact
from institutions.parsing.fields import FIELDS, NAMES, SHOWN_ONLY, columns, present
from institutions.parsing.items import Reading
from institutions.parsing.kinds import PERSON
from journal.actions import record, recorded
from partnerships.actions import add_institution
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import ItemTaken
from partnerships.models import Institution


def refuse_other_things(reading: Reading) -> None:
    """Raise ItemIsPerson or ItemIsWikiPage when this cannot be an institution's item."""
    if reading.other_thing == PERSON:
        raise ItemIsPerson(reading.item)
    if reading.other_thing:
        raise ItemIsWikiPage(reading.item)


@recorded
def add_from_item(reading: Reading | None, *, by, **facts) -> Institution:
    """Add an institution as somebody wrote it, and keep what its item says beside that.

    Without a reading (Wikidata did not answer) the item is read later. Raises ItemTaken, ItemIsPerson,
    ItemIsWikiPage.
    """
    if reading:
        refuse_other_things(reading)
    institution = add_institution(by=by, **facts)
    if institution.wikidata_item:
        if reading:
            note_facts(institution, reading, now=timezone.now())
        else:
            note_unread(institution, now=timezone.now())
    return institution


@recorded
def link_item(
    institution: Institution, item: str, reading: Reading | None, *, version: int | None, by
) -> Institution:
    """Say which Wikidata item the institution is, and fill its empty fields from there.

    Raises ChangedMeanwhile, ItemTaken, ItemIsPerson, ItemIsWikiPage.
    """
    institution = locked(institution, version=version)
    if reading:
        refuse_other_things(reading)
        item = reading.item
    before = institution.wikidata_item
    if before != item:
        _forget(institution)
        _write_item(institution, item)
        record("item.linked", institution, by=by, before=before or "", after=item)
    now = timezone.now()
    if reading:
        take_over(institution, reading, now=now)
    else:
        note_unread(institution, now=now)
    return institution


@recorded
def unlink_item(institution: Institution, *, version: int | None, by) -> Institution:
    """Take the item away; the institution's own fields stay as they are. Raises ChangedMeanwhile, NoItem."""
    institution = locked(institution, version=version)
    if not institution.wikidata_item:
        raise NoItem
    before = institution.wikidata_item
    _forget(institution)
    write_changes(institution, wikidata_item=None)
    record("item.unlinked", institution, by=by, before=before)
    return institution


@recorded
def keep_ours(institution: Institution, field: str, *, keep: bool, by) -> SourcedFact:
    """Shield a field from the next renewal, or give it back to Wikidata. Raises NothingFromWikidata."""
    fact = _fact(locked(institution, version=None), field)
    if fact.keep_ours != keep:
        fact.keep_ours = keep
        fact.save(update_fields=["keep_ours"])
        verb = "item.kept_ours" if keep else "item.released"
        record(verb, institution, by=by, after=field)
    return fact


@recorded
def take_theirs(institution: Institution, field: str, *, version: int | None, by) -> Institution:
    """Put in place what Wikidata said last; of names, those it has. Raises ChangedMeanwhile, NothingFromWikidata."""
    institution = locked(institution, version=version)
    fact = _fact(institution, field)
    value = present(institution, field) | fact.value if field == NAMES else fact.value
    if fact.keep_ours:
        fact.keep_ours = False
        fact.save(update_fields=["keep_ours"])
    if changed := write_changes(institution, **columns(field, value)):
        record("item.took_theirs", institution, by=by, **changed.told)
    return institution


def _fact(institution: Institution, field: str) -> SourcedFact:
    fact = SourcedFact.objects.filter(institution=institution, field=field).first()
    if fact is None or field not in FIELDS or field in SHOWN_ONLY:
        raise NothingFromWikidata
    return fact


def _forget(institution: Institution) -> None:
    SourcedFact.objects.filter(institution=institution).delete()
    ItemRecord.objects.filter(institution=institution).delete()


def _write_item(institution: Institution, item: str) -> None:
    """Raises ItemTaken, with the institution that has it."""
    try:
        with transaction.atomic():
            write_changes(institution, wikidata_item=item)
    except IntegrityError as error:
        holder = Institution.objects.filter(wikidata_item=item).first()
        if holder is None:
            raise
        raise ItemTaken(holder) from error
