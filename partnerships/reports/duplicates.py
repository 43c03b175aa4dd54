# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions that may be the one somebody is about to add, or the same as another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from partnerships.errors import LooksLikeAnother
from partnerships.likeness import Traits, domain_of, signals, strength, told_apart, traits_of
from partnerships.models import Institution
from partnerships.models.institutions import Unaccent

SIGNALS = {
    "item": _("the same Wikidata item"),
    "isil": _("the same ISIL"),
    "viaf": _("the same VIAF"),
    "ror": _("the same ROR"),
    "name": _("a similar name"),
    "domain": _("the same website"),
    "place": _("the same place"),
    "country": _("the same country"),
}
# What tells one institution from another: a change in it asks anew whether it is there already.
TELLING = (
    *("name", "names", "country", "place", "latitude", "longitude", "website"),
    *("wikidata_item", "isil", "viaf", "ror"),
)
LOOKED_AT = 40
SHOWN = 5
_COMPARED = [
    "pk",
    "name",
    "names",
    "kind",
    "country",
    "place",
    "latitude",
    "longitude",
    "website",
    "wikidata_item",
    "isil",
    "viaf",
    "ror",
]


@dataclass(frozen=True)
class Likeness:
    """An institution that is likely the one asked about, what agrees, and how strongly (0 to 100)."""

    institution: Institution
    signals: dict[str, int]
    strength: int

    @property
    def reasons(self) -> list[str]:
        return say(self.signals)


def say(found: Iterable[str]) -> list[str]:
    """Signals in words, the weightiest first."""
    return [str(SIGNALS[each]) for each in SIGNALS if each in found]


def likely_duplicates(
    *,
    name: str = "",
    names: dict[str, str] | None = None,
    country: str = "",
    place: str = "",
    latitude=None,
    longitude=None,
    website: str = "",
    wikidata_item: str | None = None,
    isil: str = "",
    viaf: str = "",
    ror: str = "",
    exclude: int | None = None,
) -> list[Likeness]:
    """Institutions of which at least two signals agree with these facts, the strongest first.

    One query, each part of it on an index; two when `exclude` says which institution the facts are of.
    """
    asked = Traits(
        name=name,
        names=tuple((names or {}).values()),
        country=country,
        place=place,
        latitude=None if latitude is None else float(latitude),
        longitude=None if longitude is None else float(longitude),
        domain=domain_of(website),
        item=wikidata_item or "",
        isil=isil,
        viaf=viaf,
        ror=ror,
    )
    known = told_apart(exclude) | {exclude} if exclude else set()
    found = []
    for institution in candidates(asked):
        agreeing = signals(asked, traits_of(institution))
        if agreeing and institution.pk not in known:
            found.append(Likeness(institution, agreeing, strength(agreeing)))
    return sorted(found, key=lambda each: (-each.strength, each.institution.pk))[:SHOWN]


def refuse_alike(facts: dict, *, is_another: bool, exclude: int | None = None, but_item: bool = True) -> None:
    """Raise LooksLikeAnother when something like it is there, unless somebody said that it is another.

    With `but_item` who shares the Wikidata item is left to the action, which refuses that in any case.
    """
    if is_another:
        return
    asked = {name: facts[name] for name in TELLING if name in facts}
    alike = likely_duplicates(**asked, exclude=exclude)
    if but_item:
        alike = [each for each in alike if "item" not in each.signals]
    if alike:
        raise LooksLikeAnother(alike)


def candidates(asked: Traits):
    """The rows worth comparing: by a key, by web domain, or among the forty of the most similar names."""
    condition = _keys(asked)
    words = " ".join(asked.name.split())[:200]
    rows = Institution.objects.current()
    if not words:
        return rows.filter(condition).only(*_COMPARED)[:LOOKED_AT] if condition else []
    sought = Unaccent(Lower(Value(words)))
    by_key = Case(When(condition, then=1), default=0) if condition else Value(0)
    found = rows.filter(condition | Q(name_key__trigram_word_similar=sought))
    found = found.annotate(by_key=by_key, likeness=TrigramWordSimilarity(sought, F("name_key")))
    return found.only(*_COMPARED).order_by("-by_key", "-likeness", "pk")[:LOOKED_AT]


def _keys(asked: Traits) -> Q:
    columns = {
        "web_domain": asked.domain,
        "wikidata_item": asked.item,
        "isil": asked.isil,
        "viaf": asked.viaf,
        "ror": asked.ror,
    }
    condition = Q()
    for column, value in columns.items():
        if value:
            condition |= Q(**{column: value})
    return condition
