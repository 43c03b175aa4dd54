# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing what we know of an institution's item up to date: what Wikidata says, and what we take of it."""

from datetime import timedelta

from django.db.models import F, Q
from django_countries import countries

from institutions.models import ItemRecord, SourcedFact
from institutions.parsing.fields import FIELDS, OTHER_THING, SHOWN_ONLY, columns, present, settle
from institutions.parsing.items import Fact, Reading
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Institution
from privacy.corrections import Changes
from work import actions as work
from work.models import Run

RUN = "items"
MONTH = timedelta(days=30)
SPREAD_HOURS = 97


def request_renewal(*, by) -> Run:
    """Queue a renewal of all that is due. Raises AlreadyUnderWay when one is waiting or running."""
    return work.queue(RUN, by=by)


@recorded
def align_records(*, now) -> None:
    """Give every institution with an item its record, and forget records of items that were taken away.

    An item that was changed by hand is to be read at once.
    """
    lacking = Institution.objects.current().filter(item_record=None).exclude(wikidata_item=None)
    ItemRecord.objects.bulk_create(
        [
            ItemRecord(institution_id=pk, item=item, due_at=now)
            for pk, item in lacking.values_list("pk", "wikidata_item").iterator()
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    unlinked = Institution.objects.filter(wikidata_item=None).exclude(item_record=None)
    SourcedFact.objects.filter(institution__in=unlinked).delete()
    ItemRecord.objects.filter(institution__in=unlinked).delete()
    # A record of a taken item names the one it was merged into: the institution still has the former.
    is_taken = Q(standing=ItemRecord.Standing.TAKEN, former_item=F("institution__wikidata_item"))
    changed = ItemRecord.objects.exclude(item=F("institution__wikidata_item")).exclude(is_taken)
    for row in changed.select_related("institution"):
        row.item, row.standing, row.due_at = row.institution.wikidata_item, ItemRecord.Standing.UNREAD, now
        row.save(update_fields=["item", "standing", "due_at"])


@recorded
def apply_reading(institution: Institution, reading: Reading, *, by, now) -> list[str]:
    """Write what was read and take it over where nobody here has said otherwise; returns the changed fields.

    A merged item is followed, unless another institution has it. Nothing happens when the institution's item
    was changed meanwhile.
    """
    institution = locked(institution, version=None)
    if institution.wikidata_item != reading.asked:
        return []
    if reading.item != reading.asked and not _follow(institution, reading, by=by, now=now):
        return []
    changed = take_over(institution, reading, now=now)
    if changed:
        record("item.renewed", institution, by=by, **changed.told)
    return changed


def _follow(institution: Institution, reading: Reading, *, by, now) -> bool:
    """Give the institution the item that its own was merged into; False when another has that one."""
    if Institution.objects.filter(wikidata_item=reading.item).exists():
        _write_record(
            institution,
            now=now,
            item=reading.item,
            former_item=reading.asked,
            standing=ItemRecord.Standing.TAKEN,
        )
        return False
    write_changes(institution, wikidata_item=reading.item)
    record("item.followed", institution, by=by, before=reading.asked, after=reading.item)
    return True


@recorded
def mark_missing(institution: Institution, item: str, *, now) -> None:
    """Note that Wikidata no longer has the item. Nothing of the institution changes."""
    institution = locked(institution, version=None)
    if institution.wikidata_item == item:
        _write_record(institution, now=now, standing=ItemRecord.Standing.MISSING)


def take_over(institution: Institution, reading: Reading, *, now) -> Changes:
    """Keep what was read, and fill the fields of a locked institution that nobody here has edited since."""
    facts = fitting(reading)
    said = {row.field: row for row in SourcedFact.objects.filter(institution=institution)}
    wanted: dict[str, object] = {}
    for name in (each for each in facts if each in FIELDS and each not in SHOWN_ONLY):
        row, ours = said.get(name), present(institution, name)
        if row and row.keep_ours:
            continue
        value = settle(name, ours=ours, last=row.value if row else None, theirs=facts[name].value)
        if value != ours:
            wanted |= columns(name, value)
    note_facts(institution, reading, now=now)
    return write_changes(institution, **wanted)


def note_facts(institution: Institution, reading: Reading, *, now) -> None:
    """Keep what the source said for each field, and how the item stands. A value no longer said is kept as it was."""
    rows = [
        SourcedFact(
            institution=institution,
            field=name,
            value=fact.value,
            item=reading.item,
            statement=fact.statement,
            read_at=now,
        )
        for name, fact in fitting(reading).items()
    ]
    SourcedFact.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["institution", "field"],
        update_fields=["value", "item", "statement", "read_at"],
    )
    if not reading.other_thing:
        SourcedFact.objects.filter(institution=institution, field=OTHER_THING).delete()
    standing = ItemRecord.Standing
    is_merged = reading.item != reading.asked
    _write_record(
        institution,
        now=now,
        item=reading.item,
        standing=standing.MERGED if is_merged else standing.CURRENT,
        labels=reading.labels,
        aliases=reading.aliases,
        parent_items=list(reading.parents),
        revision=reading.revision,
        **({"former_item": reading.asked} if is_merged else {}),
    )


def fitting(reading: Reading) -> dict[str, Fact]:
    """The facts that our fields can hold; none of an item that is no institution, only what it is instead."""
    if reading.other_thing:
        return {OTHER_THING: Fact(reading.other_thing, "P31")}
    facts = dict(reading.facts)
    if "country" in facts and facts["country"].value not in countries:
        del facts["country"]
    return facts


def _write_record(institution: Institution, *, now, **values) -> None:
    """How the item stands; due again in about a month, not all on one day."""
    spread = timedelta(hours=institution.pk % SPREAD_HOURS - SPREAD_HOURS // 2)
    values |= {"read_at": now, "due_at": now + MONTH + spread}
    given = {"item": institution.wikidata_item} | values
    ItemRecord.objects.update_or_create(institution=institution, defaults=values, create_defaults=given)


def note_unread(institution: Institution, *, now) -> None:
    """The institution has an item that could not be read yet: the next renewal does."""
    values = {"item": institution.wikidata_item, "standing": ItemRecord.Standing.UNREAD, "due_at": now}
    ItemRecord.objects.update_or_create(institution=institution, defaults=values)
