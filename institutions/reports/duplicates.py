# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads for duplicates: all pairs that look alike, the two sides of a merge, what it would move."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.actions.merges import CHOICES
from institutions.models import LikelyDuplicate, NotDuplicate
from institutions.models.pointers import count_of_children
from interface import words
from partnerships.forms.names import print_names
from partnerships.likeness import Traits, blocks, signals, strength, traits_of
from partnerships.models import Institution

_COMPARED = [
    "pk",
    "name",
    "names",
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
LABELS = {"coordinates": _("coordinates")}


def told_apart(pk: int) -> set[int]:
    """The institutions that somebody said are not this one."""
    rows = NotDuplicate.objects.filter(Q(first=pk) | Q(second=pk)).values_list("first", "second")
    return {each for pair in rows for each in pair} - {pk}


class Search:
    """A look through all institutions. Names are kept in memory: 100,000 institutions take about 150 MB."""

    def __init__(self):
        rows = Institution.objects.current().order_by("pk").only(*_COMPARED)
        self.traits: dict[int, Traits] = {row.pk: traits_of(row) for row in rows.iterator(chunk_size=2000)}
        self.pks = list(self.traits)
        self.neighbours: dict[int, set[int]] = {}
        for pks in blocks(self.traits.values()).values():
            for pk in pks:
                self.neighbours.setdefault(pk, set()).update(pks)

    def pairs_of(self, firsts: list[int]) -> dict[tuple[int, int], tuple[dict, int]]:
        """{(first, second): (signals, strength)} of each of these with younger ones that look like it."""
        known = set(NotDuplicate.objects.filter(first__in=firsts).values_list("first", "second"))
        found = {}
        for first in firsts:
            for second in sorted(self.neighbours.get(first, ())):
                if second <= first or (first, second) in known:
                    continue
                agreeing = signals(self.traits[first], self.traits[second])
                if agreeing:
                    found[first, second] = agreeing, strength(agreeing)
        return found

    def batches(self, size: int, *, after: int = 0) -> Iterator[list[int]]:
        """The numbers of all institutions in order, from that place on."""
        for begin in range(after, len(self.pks), size):
            yield self.pks[begin : begin + size]


def likely_pairs():
    """Pairs of institutions that are there, the strongest first."""
    there = {
        f"{side}__{column}": None for side in ("first", "second") for column in ("merged_into", "removed_at")
    }
    light = [f"{side}__{column}" for side in ("first", "second") for column in ("name_key", "search")]
    rows = LikelyDuplicate.objects.filter(**there).select_related("first", "second").defer(*light)
    return rows.order_by("-strength", "pk")


def sides(kept: Institution, absorbed: Institution, chosen: dict[str, str]) -> list[dict]:
    """For each choice of a merge: its label, both values in words, whether they differ, and what is chosen."""
    found = []
    for choice, names in CHOICES.items():
        field = Institution._meta.get_field(names[0])
        ours, theirs = _say(kept, choice), _say(absorbed, choice)
        default = "absorbed" if theirs and not ours else "kept"
        found.append(
            {
                "choice": choice,
                "label": LABELS.get(choice, field.verbose_name),
                "kept": ours,
                "absorbed": theirs,
                "differs": ours != theirs,
                "chosen": chosen.get(choice) or default,
            }
        )
    return found


def _say(institution: Institution, choice: str) -> str:
    if choice == "names":
        return print_names(institution.names)
    if choice == "coordinates":
        place = institution.latitude, institution.longitude
        return "" if institution.latitude is None else ", ".join(format(each, "f") for each in place)
    if choice == "country":
        return words.country(institution.country.code)
    if choice == "collection_domains":
        labels = dict(Institution.CollectionDomain.choices)
        return ", ".join(str(labels.get(each, each)) for each in institution.collection_domains)
    field = Institution._meta.get_field(choice)
    value = getattr(institution, choice) or ""
    return str(dict(field.flatchoices).get(value, value)) if field.flatchoices else str(value)


def what_moves(absorbed: Institution) -> list[tuple[str, int]]:
    """(kind in words, how many) of the rows that would follow, the most numerous first."""
    counted = [
        (str(model._meta.verbose_name_plural), number) for model, number in count_of_children(absorbed.pk)
    ]
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
