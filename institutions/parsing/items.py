# SPDX-License-Identifier: GPL-3.0-or-later
"""From an item and those around it (its country, place, classes, parents) to facts of an institution.

What does not fit is left out: an institution is rather told less than something wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from institutions.parsing.countries import CODE_OF_ITEM
from institutions.parsing.kinds import KIND_OF_CLASS, kind_of, what_else
from interface.addresses import web_address
from outreach.wiki.entities import Item, Moment, Spot

INSTANCE, SUBCLASS, COUNTRY, COUNTRY_CODE = "P31", "P279", "P17", "P297"
PLACES = ("P131", "P276")
PARENTS = ("P361", "P749")
HAS_PART = "P527"
MOST_NAMES = 400
MOST_NAME_SIGNS = 45_000
MOST_ALIASES = 400
MOST_AROUND = 40
LONGEST_NAME = 300
IDENTIFIERS = {
    "isil": ("P791", re.compile(r"[A-Za-z0-9]{1,4}-[A-Za-z0-9/:-]{1,11}", re.ASCII)),
    "viaf": ("P214", re.compile(r"[1-9]\d{0,21}", re.ASCII)),
    "ror": ("P6782", re.compile(r"0[a-z0-9]{6}[0-9]{2}", re.ASCII)),
    "commons_category": ("P373", re.compile(r"[^#<>\[\]|{}]{1,127}")),
}
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.ASCII)
_COUNTRY_CODE = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value as JSON keeps it, and the property it stands under ("" for a label)."""

    value: object
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All we take from an item. `asked` differs from `item` after a merge; `other_thing` says what it is instead."""

    item: str
    asked: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, list[str]] = field(default_factory=dict)
    parents: tuple[Mapping[str, str], ...] = ()
    revision: int | None = None
    other_thing: str = ""

    def as_json(self) -> dict:
        """What `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict) -> "Reading":
        """The reading that `as_json` wrote."""
        facts = {name: Fact(**fact) for name, fact in found["facts"].items()}
        return cls(**(found | {"facts": facts, "parents": tuple(found["parents"])}))


def around(item: Item) -> list[str]:
    """The ids of the items that must be asked about before `read` can say everything."""
    classes = [each for each in item.items(INSTANCE) if each not in KIND_OF_CLASS]
    places = [each for of in PLACES for each in item.items(of)[:1]]
    parents = [each for of in PARENTS for each in item.items(of)]
    wanted = [*item.items(COUNTRY)[:3], *places, *parents[:10], *classes[:10]]
    return list(dict.fromkeys(wanted))[:MOST_AROUND]


def read(item: Item, others: Mapping[str, Item], languages: Iterable[str]) -> Reading:
    """Take what we want from an item; `languages` say whose label comes first where only one can stand."""
    languages = tuple(languages)
    labels = {code: line for code, text in item.labels.items() if (line := _line(text, LONGEST_NAME))}
    facts = {
        "name": Fact(_first(labels, languages)),
        "names": Fact(_names(labels)),
        "kind": Fact(_kind(item, others), INSTANCE),
        "country": Fact(_country(item, others), COUNTRY),
        "place": _place(item, others, languages),
        "coordinates": Fact(_coordinates(item), "P625"),
        "website": Fact(_website(item), "P856"),
        "inception": Fact(_inception(item), "P571"),
    } | {name: Fact(_identifier(item, of, shape), of) for name, (of, shape) in IDENTIFIERS.items()}
    return Reading(
        item=item.id,
        asked=item.asked,
        facts={name: fact for name, fact in facts.items() if fact.value},
        labels=_names(labels),
        aliases=_aliases(item),
        parents=_parents(item, others, languages),
        revision=item.revision,
        other_thing=what_else(item.items(INSTANCE)),
    )


def _names(labels: Mapping[str, str]) -> dict[str, str]:
    """As many as a form of ours takes, by language code."""
    kept: dict[str, str] = {}
    room = MOST_NAME_SIGNS
    for code in sorted(filter(_CODE.fullmatch, labels))[:MOST_NAMES]:
        room -= len(code) + len(labels[code]) + 3
        if room >= 0:
            kept[code] = labels[code]
    return kept


def _kind(item: Item, others: Mapping[str, Item]) -> str:
    classes = item.items(INSTANCE)
    return kind_of(classes, {each: others[each].items(SUBCLASS) for each in classes if each in others})


def _country(item: Item, others: Mapping[str, Item]) -> str:
    for each in item.items(COUNTRY):
        said = others[each].values(COUNTRY_CODE) if each in others else ()
        for code in (*said, CODE_OF_ITEM.get(each, "")):
            if isinstance(code, str) and _COUNTRY_CODE.fullmatch(code):
                return code
    return ""


def _place(item: Item, others: Mapping[str, Item], languages: tuple[str, ...]) -> Fact:
    for of in PLACES:
        for each in item.items(of)[:1]:
            if each in others and (label := _line(_first(others[each].labels, languages), 200)):
                return Fact(label, of)
    return Fact("")


def _coordinates(item: Item) -> list[str]:
    """Latitude and longitude as five decimals, which is what an institution keeps."""
    spot = next((each for each in item.values("P625") if isinstance(each, Spot)), None)
    return [f"{spot.latitude:.5f}", f"{spot.longitude:.5f}"] if spot else []


def _website(item: Item) -> str:
    return next((each for each in item.values("P856") if isinstance(each, str) and _is_address(each)), "")


def _is_address(text: str) -> bool:
    return bool(web_address(text)) and len(text) <= 500 and _line(text, 500) == text


def _inception(item: Item) -> str:
    """The year, in full where it is known to the year."""
    moment = next((each for each in item.values("P571") if isinstance(each, Moment)), None)
    return str(moment.year) if moment and moment.precision >= 9 and moment.year > 0 else ""


def _identifier(item: Item, of: str, shape: re.Pattern[str]) -> str:
    # An id of an item would be text as well: it is a statement of another type than we know.
    texts = (each for each in item.values(of) if isinstance(each, str) and each not in item.items(of))
    return next((text for text in texts if shape.fullmatch(text) and _line(text, 255) == text), "")


def _parents(
    item: Item, others: Mapping[str, Item], languages: tuple[str, ...]
) -> tuple[dict[str, str], ...]:
    found: dict[str, dict[str, str]] = {}
    for of in PARENTS:
        for each in item.items(of):
            if each != item.id and each not in found:
                label = _first(others[each].labels, languages) if each in others else ""
                found[each] = {"item": each, "label": _line(label, LONGEST_NAME) or each, "statement": of}
    return tuple(list(found.values())[:10])


def _aliases(item: Item) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    left = MOST_ALIASES
    for code, texts in item.aliases.items():
        lines = [line for text in texts if (line := _line(text, LONGEST_NAME))][:left]
        if lines:
            kept[code] = lines
        left -= len(lines)
    return kept


def _first(labels: Mapping[str, str], languages: tuple[str, ...]) -> str:
    """The label of the first of these languages, of no language in particular, or else of any."""
    for code in (*languages, "mul", *sorted(labels)):
        if labels.get(code):
            return labels[code]
    return ""


def _line(text: str, most: int) -> str:
    """The text without signs nobody sees, "" where it is longer than we keep."""
    kept = "".join(
        each
        for each in text
        if each in "\u200c\u200d" or unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co")
    )
    line = " ".join(kept.split())
    return line if len(line) <= most else ""
