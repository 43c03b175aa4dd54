# SPDX-License-Identifier: GPL-3.0-or-later
"""From Wikibase's JSON to our values: a statement of a shape we do not know is left out, never a whole item."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach.wiki.errors import WikiUnavailable

ENDED = "P582"
EARTH = "Q2"
_ITEM = re.compile(r"Q[1-9][0-9]{0,9}", re.ASCII)
_LARGEST_ITEM = 2**31 - 1
_TIME = re.compile(r"([+-]\d{1,16})-(\d\d)-(\d\d)T", re.ASCII)
_RANKS = ("preferred", "normal")


@dataclass(frozen=True, slots=True)
class ItemHit:
    """One line of a search: `alias` is the other name that matched, where it was not the label."""

    item: str
    label: str
    description: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the Earth, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precise as `precision` says: 9 a year, 10 a month, 11 a day, less: longer."""

    year: int
    month: int
    day: int
    precision: int


Value = str | Spot | Moment


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim with a value; `has_ended` when a qualifier gives an end."""

    value: Value
    rank: str
    has_ended: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What a Wikibase says of one thing. `asked` is the id it was asked by, which differs after a merge."""

    id: str
    asked: str
    revision: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    sitelinks: Mapping[str, str] = field(default_factory=dict)

    def values(self, of: str) -> tuple[Value, ...]:
        """The values of a property that hold now: the preferred ones, or else the normal ones."""
        current = [each for each in self.statements.get(of, ()) if not each.has_ended]
        for rank in _RANKS:
            if found := tuple(each.value for each in current if each.rank == rank):
                return found
        return ()

    def items(self, of: str) -> tuple[str, ...]:
        """Those values that are ids of items."""
        return tuple(value for value in self.values(of) if isinstance(value, str) and is_item(value))


@dataclass(frozen=True, slots=True)
class Items:
    """The answer to one batch of ids: `found` by the id asked; of `unanswered` ones nothing is known."""

    found: Mapping[str, Item]
    missing: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def is_item(text: str) -> bool:
    """Whether this can be the id of an item. One larger than Wikibase can count spoils a whole question."""
    return bool(_ITEM.fullmatch(text)) and int(text[1:]) <= _LARGEST_ITEM


def hits(answer: dict[str, Any]) -> list[ItemHit]:
    """Read the answer of wbsearchentities. Raises WikiUnavailable where it holds no list."""
    rows = answer.get("search")
    if not isinstance(rows, list):
        raise WikiUnavailable("Wikidata answered in a shape we do not know.")
    return [_hit(row) for row in rows if isinstance(row, dict) and is_item(_text(row.get("id")))]


def _hit(row: dict[str, Any]) -> ItemHit:
    match = row.get("match")
    is_alias = isinstance(match, dict) and match.get("type") == "alias"
    item = row["id"]
    return ItemHit(
        item=item,
        label=_text(row.get("label")) or item,
        description=_text(row.get("description")),
        alias=_text(match.get("text")) if is_alias else "",
    )


def items(asked: list[str], answer: dict[str, Any]) -> Items:
    """Sort what came for these ids. What was not asked for is left out."""
    entities = answer.get("entities")
    if not isinstance(entities, dict):
        raise WikiUnavailable("Wikidata answered in a shape we do not know.")
    found: dict[str, Item] = {}
    missing: set[str] = set()
    for key, entity in entities.items():
        if not isinstance(entity, dict):
            continue
        was_asked_as = _asked_as(key, entity)
        if was_asked_as not in asked:
            continue
        if "missing" in entity:
            missing.add(was_asked_as)
        elif entity.get("type") == "item" and is_item(_text(entity.get("id"))):
            found[was_asked_as] = _item(was_asked_as, entity)
    unanswered = tuple(each for each in asked if each not in found and each not in missing)
    return Items(found, tuple(each for each in asked if each in missing), unanswered)


def _asked_as(key: str, entity: dict[str, Any]) -> str:
    redirects = entity.get("redirects")
    return _text(redirects.get("from")) if isinstance(redirects, dict) else key


def _item(asked: str, entity: dict[str, Any]) -> Item:
    revision = entity.get("lastrevid")
    return Item(
        id=entity["id"],
        asked=asked,
        revision=revision if type(revision) is int else None,
        labels=dict(_by_language(entity.get("labels"))),
        descriptions=dict(_by_language(entity.get("descriptions"))),
        aliases={
            language: tuple(text for each in _list(rows) if (text := _monolingual(each)))
            for language, rows in _pairs(entity.get("aliases"))
        },
        statements={
            of: tuple(statement for claim in _list(claims) if (statement := _statement(claim)))
            for of, claims in _pairs(entity.get("claims"))
        },
        sitelinks={
            site: _text(link.get("url") or link.get("title"))
            for site, link in _pairs(entity.get("sitelinks"))
            if isinstance(link, dict)
        },
    )


def _by_language(terms: object) -> Iterator[tuple[str, str]]:
    for language, term in _pairs(terms):
        # A label of another language that stands in for a missing one is marked so: it is no label of this one.
        if (text := _monolingual(term)) and term.get("language", language) == language:
            yield language, text


def _statement(claim: object) -> Statement | None:
    """One claim, or None: deprecated, without a value, or of a shape we do not know."""
    if not isinstance(claim, dict) or claim.get("rank", "normal") not in _RANKS:
        return None
    snak = claim.get("mainsnak")
    value = _value(snak) if isinstance(snak, dict) and snak.get("snaktype") == "value" else None
    if value is None:
        return None
    qualifiers = claim.get("qualifiers")
    return Statement(
        value, claim.get("rank", "normal"), isinstance(qualifiers, dict) and bool(qualifiers.get(ENDED))
    )


def _value(snak: dict[str, Any]) -> Value | None:
    data = snak.get("datavalue")
    value = data.get("value") if isinstance(data, dict) else None
    if isinstance(value, str):
        return _text(value) or None
    if not isinstance(value, dict):
        return None
    return _READERS.get(data.get("type"), _nothing)(value)


def _entity_id(value: dict[str, Any]) -> str | None:
    found = _text(value.get("id")) or f"Q{value.get('numeric-id')}"
    return found if is_item(found) else None


def _spot(value: dict[str, Any]) -> Spot | None:
    degrees = [value.get(axis) for axis in ("latitude", "longitude")]
    if not all(type(each) in (int, float) for each in degrees):
        return None
    is_here = _text(value.get("globe")).rpartition("/")[2] in ("", EARTH)
    is_possible = abs(degrees[0]) <= 90 and abs(degrees[1]) <= 180
    return Spot(float(degrees[0]), float(degrees[1])) if is_here and is_possible else None


def _moment(value: dict[str, Any]) -> Moment | None:
    match = _TIME.match(_text(value.get("time")))
    precision = value.get("precision")
    if not match or type(precision) is not int:
        return None
    return Moment(int(match[1]), int(match[2]), int(match[3]), precision)


def _monolingual(term: object) -> str:
    return _text(term.get("value") or term.get("text")) if isinstance(term, dict) else ""


def _nothing(_value: dict[str, Any]) -> None:
    return None


_READERS = {
    "wikibase-entityid": _entity_id,
    "globecoordinate": _spot,
    "time": _moment,
    "monolingualtext": lambda value: _monolingual(value) or None,
}


def _pairs(found: object) -> Iterator[tuple[str, Any]]:
    # PHP writes an empty map as an empty list.
    return iter(found.items()) if isinstance(found, dict) else iter(())


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _text(found: object) -> str:
    """One line of text that PostgreSQL can keep; "" for anything else."""
    if not isinstance(found, str):
        return ""
    return " ".join(found.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").split())
