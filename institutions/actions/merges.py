# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging two institutions that are one."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from accounts.tenants import across_affiliates
from institutions.actions.repointing import Ledger
from institutions.errors import (
    MergeWithinFamily,
    MergeWithItself,
    MergeWithTwoPartnerships,
    NoLongerThere,
)
from institutions.models import Merge, SourcedFact, Tie
from institutions.models.items import ItemRecord
from journal.actions import record, recorded
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Institution, Partnership
from privacy.actions.batches import in_batches, write

# What may be chosen, by the word of the choice; coordinates go together.
CHOICES = {
    "name": ("name",),
    "names": ("names",),
    "kind": ("kind",),
    "sector": ("sector",),
    "country": ("country",),
    "place": ("place",),
    "coordinates": ("latitude", "longitude"),
    "website": ("website",),
    "wikidata_item": ("wikidata_item",),
    "isil": ("isil",),
    "viaf": ("viaf",),
    "ror": ("ror",),
    "commons_category": ("commons_category",),
    "collection_domains": ("collection_domains",),
}
FIELDS = tuple(name for names in CHOICES.values() for name in names)
# A merge jumps ahead, so that no version of the merged state comes again after its undo.
VERSION_STEP = 1000


@recorded
@across_affiliates("what points to an institution follows it, whosever it is")
def merge_institutions(
    kept: Institution,
    absorbed: Institution,
    *,
    by,
    choices: dict[str, str] | None = None,
    versions: tuple[int, int] | None = None,
) -> Merge:
    """Make one of two: `absorbed` leads to `kept` from now on, and all that pointed to it points there.

    `choices` says by field whose value stays ("kept" or "absorbed"); unsaid, the kept one's unless it is
    empty. `versions` are those of (kept, absorbed) that the chooser saw. Raises MergeWithItself,
    NoLongerThere, ChangedMeanwhile, MergeWithinFamily or MergeWithTwoPartnerships.
    """
    if kept.pk == absorbed.pk:
        raise MergeWithItself
    kept, absorbed = lock_both(kept.pk, absorbed.pk)
    _refuse(kept, absorbed, versions)
    taken = _taken(kept, absorbed, choices or {})
    before = {"kept": plain(kept), "absorbed": plain(absorbed)}
    ledger = Ledger()
    _drop_strange_facts(ledger, kept, absorbed, taken)
    _write(kept, absorbed, taken)
    ledger.move_all(absorbed=absorbed.pk, kept=kept.pk)
    merge = Merge.objects.create(
        kept=kept,
        absorbed=absorbed,
        by=by,
        choices={name: "absorbed" if name in taken else "kept" for name in CHOICES},
        before=before | {"after": plain(kept)},
        moved=ledger.moved,
        dropped=ledger.dropped,
    )
    record("institution.merged", kept, by=by, before=absorbed.name, after=kept.name)
    record("institution.merged", absorbed, by=by, after=kept.name)
    return merge


def lock_both(kept: int, absorbed: int) -> tuple[Institution, Institution]:
    """Both rows, locked in the order of their numbers, so that two merges never wait for each other."""
    rows = Institution.objects.select_for_update().filter(pk__in=[kept, absorbed]).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[kept], found[absorbed]


def plain(institution: Institution) -> dict:
    """The fields a merge may change, as JSON holds them."""
    values = {name: getattr(institution, name) for name in FIELDS}
    for name in ("latitude", "longitude"):
        values[name] = None if values[name] is None else str(values[name])
    return values | {"country": institution.country.code, "version": institution.version}


def _refuse(kept: Institution, absorbed: Institution, versions) -> None:
    if any(each.merged_into_id or each.removed_at for each in (kept, absorbed)):
        raise NoLongerThere
    if versions and versions != (kept.version, absorbed.version):
        raise ChangedMeanwhile
    if is_above(kept.pk, absorbed.pk):
        raise MergeWithinFamily(kept, absorbed)
    if is_above(absorbed.pk, kept.pk):
        raise MergeWithinFamily(absorbed, kept)
    twice = partnered_twice(kept.pk, absorbed.pk)
    if twice:
        raise MergeWithTwoPartnerships(twice)


def partnered_twice(kept: int, absorbed: int) -> list[str]:
    """The affiliates that have an open partnership with both."""
    open_ones = Partnership.objects.kept().open()
    both = open_ones.filter(
        institution=kept, affiliate__in=open_ones.filter(institution=absorbed).values("affiliate")
    )
    return sorted(both.values_list("affiliate__name", flat=True))


_ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT whole_id FROM {ties} WHERE part_id = %s AND ended_on IS NULL
        UNION
        SELECT tie.whole_id FROM {ties} tie JOIN above ON tie.part_id = above.id WHERE tie.ended_on IS NULL
    )
    SELECT EXISTS (SELECT 1 FROM above WHERE id = %s)
"""


def is_above(whole: int, part: int) -> bool:
    """Whether ties that have not ended lead from `part` up to `whole`, in any number of steps."""
    with connection.cursor() as cursor:
        ties = connection.ops.quote_name(Tie._meta.db_table)
        cursor.execute(_ABOVE.format(ties=ties), [part, whole])
        return cursor.fetchone()[0]


def _taken(kept: Institution, absorbed: Institution, choices: dict[str, str]) -> set[str]:
    """The choices that fall to the absorbed one."""
    taken = set()
    for choice, names in CHOICES.items():
        is_empty = all(getattr(kept, name) in (None, "", [], {}) for name in names)
        has_value = any(getattr(absorbed, name) not in (None, "", [], {}) for name in names)
        if choices.get(choice, "absorbed" if is_empty and has_value else "kept") == "absorbed":
            taken.add(choice)
    return taken


def _write(kept: Institution, absorbed: Institution, taken: set[str]) -> None:
    """Set the merged values; names are united by language, the chosen side's where both have one."""
    theirs = {name: getattr(absorbed, name) for choice in taken for name in CHOICES[choice]}
    first, second = (kept, absorbed) if "names" in taken else (absorbed, kept)
    theirs["names"] = first.names | second.names
    absorbed.merged_into = kept
    if "wikidata_item" in taken:
        absorbed.wikidata_item = None  # one item, one institution: it goes before it is set on the other
    absorbed.save(update_fields=["merged_into", "wikidata_item"])
    for name, value in theirs.items():
        setattr(kept, name, value)
    kept.version += VERSION_STEP
    kept.save(update_fields=[*theirs, "version"])


def _drop_strange_facts(ledger: Ledger, kept: Institution, absorbed: Institution, taken: set[str]) -> None:
    """Where a fact came from goes with the value that stays; so does what is known of the item."""
    fields_taken = {name for choice in taken for name in (choice, *CHOICES[choice])}
    known = {*CHOICES, *FIELDS} - {"names"}
    of_kept = SourcedFact.objects.filter(institution=kept, field__in=fields_taken & known)
    of_absorbed = SourcedFact.objects.filter(institution=absorbed, field__in=known - fields_taken)
    for rows in (of_kept, of_absorbed):
        ledger.drop(SourcedFact, list(rows.order_by("pk").values_list("pk", flat=True)))
    if "wikidata_item" in taken or kept.wikidata_item:
        loser = kept if "wikidata_item" in taken else absorbed
        records = ItemRecord.objects.filter(institution=loser).values_list("pk", flat=True)
        ledger.drop(ItemRecord, list(records))


def forget_dropped(before: datetime) -> Iterator[int]:
    """Throw away the rows that merges before that moment left out: they were kept for undoing alone."""
    over = Merge.objects.filter(merged_at__lt=before).exclude(dropped=[])
    yield from in_batches(over, write(dropped=[]))
