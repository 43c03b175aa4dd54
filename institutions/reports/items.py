# SPDX-License-Identifier: GPL-3.0-or-later
"""What Wikidata says of items, read for a page or a renewal; and how an institution stands beside its item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from institutions.errors import ItemMissing
from institutions.models import ItemRecord, SourcedFact
from institutions.parsing import items as parsing
from institutions.parsing.fields import FIELDS, NAMES, OTHER_THING, SHOWN_ONLY, differs, present
from institutions.parsing.items import Reading
from outreach import connection
from outreach.wiki.entities import Item, ItemHit
from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.wikibase import AROUND, Wikibase
from partnerships.models import Institution

SUGGESTED_A_PAGE = 10
HITS = 8
NAMES_SHOWN = 5
SHORTEST_SEARCH = 3

FIELD_LABELS = {
    "name": _("Name"),
    "names": _("Names in other languages"),
    "kind": _("Kind"),
    "country": _("Country"),
    "place": _("Town or place"),
    "coordinates": _("Coordinates"),
    "website": _("Website"),
    "inception": _("Founded"),
    "isil": _("ISIL"),
    "viaf": _("VIAF"),
    "ror": _("ROR"),
    "commons_category": _("Commons category"),
}


def read_items(wikibase: Wikibase, items: Mapping[str, Item], *, languages: Iterable[str]) -> list[Reading]:
    """The readings of these items, with what the items around them say in as few requests as it takes."""
    languages = tuple(languages)
    wanted = dict.fromkeys(each for item in items.values() for each in parsing.around(item))
    others = wikibase.items(wanted, (*languages, "en", "mul"), props=AROUND).found if wanted else {}
    return [parsing.read(item, others, languages) for item in items.values()]


def interface_languages() -> tuple[str, ...]:
    """The languages whose labels come first, the platform's own before the others."""
    return tuple(dict.fromkeys([settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]))


def read_one(item: str) -> Reading:
    """What Wikidata says of one item, for a person who waits. Raises ItemMissing, or a WikiError within 3 s."""

    def ask(wikibase: Wikibase) -> Reading | None:
        answer = wikibase.items([item])
        if answer.unanswered:
            raise WikiUnavailable("Wikidata left the item out of its answer.")
        readings = read_items(wikibase, answer.found, languages=interface_languages())
        return readings[0] if readings else None

    reading = connection.ask_quickly(ask)
    if reading is None:
        raise ItemMissing(item)
    return reading


def search(words: str, language: str) -> list[ItemHit]:
    """Items of that name, for a person who waits. Raises a WikiError within 3 s."""
    return connection.ask_quickly(lambda wikibase: wikibase.search_items(words, language, HITS))


def suggestions(institutions: list[Institution], language: str) -> dict[int, list[ItemHit]]:
    """Items that may be these institutions', by primary key; those not reached within 3 s are left out.

    Raises a WikiError when none was reached.
    """
    found: dict[int, list[ItemHit]] = {}

    def ask(wikibase: Wikibase) -> None:
        for institution in institutions[:SUGGESTED_A_PAGE]:
            try:
                found[institution.pk] = wikibase.search_items(institution.name, language, 3)
            except WikiUnavailable:
                if not found:
                    raise
                return

    connection.ask_quickly(ask)
    return dict(found)


def holders(items: Iterable[str]) -> dict[str, Institution]:
    """The institutions that have these items already, in one query."""
    current = Institution.objects.current().defer("name_key", "search")
    return {each.wikidata_item: each for each in current.filter(wikidata_item__in=set(items))}


@dataclass(frozen=True)
class Field:
    """One field beside what Wikidata said: `ours` and `theirs` as JSON keeps them."""

    name: str
    label: str
    ours: object
    theirs: object
    statement: str
    read_at: datetime
    keeps_ours: bool
    is_different: bool


@dataclass(frozen=True)
class Parent:
    """An item that Wikidata calls a whole or an owner; `institution` where we have it."""

    item: str
    label: str
    statement: str
    institution: Institution | None


@dataclass(frozen=True)
class Standing:
    """An institution beside its item. `record` is None before the first reading was planned."""

    record: ItemRecord | None
    fields: list[Field]
    parents: list[Parent]
    other_thing: str
    holder: Institution | None
    aliases: list[str]

    @property
    def open(self) -> list[Field]:
        """Those where somebody should say whose value stands."""
        return [each for each in self.fields if each.is_different and not each.keeps_ours]

    @property
    def settled(self) -> list[Field]:
        return [each for each in self.fields if not each.is_different or each.keeps_ours]


def standing_of(institution: Institution, *, language: str) -> Standing:
    """All that the page of an institution shows of its item, in at most three queries."""
    record = ItemRecord.objects.filter(institution=institution).first()
    facts = {fact.field: fact for fact in SourcedFact.objects.filter(institution=institution)}
    if record is None:
        return Standing(None, [], [], "", None, [])
    is_taken = record.standing == ItemRecord.Standing.TAKEN
    wanted = [each["item"] for each in record.parent_items] + ([record.item] if is_taken else [])
    known = holders(wanted) if wanted else {}
    other_thing = facts.pop(OTHER_THING, None)
    return Standing(
        record=record,
        fields=[_field(institution, facts[name]) for name in FIELDS if name in facts],
        parents=[Parent(**each, institution=known.get(each["item"])) for each in record.parent_items],
        other_thing=str(other_thing.value) if other_thing else "",
        holder=known.get(record.item) if is_taken else None,
        aliases=record.aliases.get(language, []) or record.aliases.get("en", []),
    )


def _field(institution: Institution, fact: SourcedFact) -> Field:
    ours = None if fact.field in SHOWN_ONLY else present(institution, fact.field)
    is_different = differs(fact.field, ours, fact.value)
    shown_ours, shown_theirs = _shown(fact.field, ours, fact.value)
    return Field(
        name=fact.field,
        label=FIELD_LABELS[fact.field],
        ours=shown_ours,
        theirs=shown_theirs,
        statement=fact.statement,
        read_at=fact.read_at,
        keeps_ours=fact.keep_ours,
        is_different=is_different,
    )


def _shown(name: str, ours, theirs) -> tuple[object, object]:
    """Both values as a page shows them: kinds by their names, of names those that differ."""
    if name == "kind":
        kinds = dict(Institution.Kind.choices)
        return kinds.get(ours, ours), kinds.get(theirs, theirs)
    if name == NAMES:
        codes = [code for code in theirs if ours.get(code) != theirs[code]][:NAMES_SHOWN]
        return tuple(
            " · ".join(f"{code}: {each.get(code, '–')}" for code in codes) for each in (ours, theirs)
        )
    return ours, theirs
