# SPDX-License-Identifier: GPL-3.0-or-later
"""Which institution of the register, and which country, a case study seems to be about; three questions for fifty.

A guess is a guess: it waits for a person (`casestudies.actions.guesses`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.expressions import RawSQL

from casestudies.models import Guess
from casestudies.parsing import CountryHint, Hints
from partnerships.likeness import Traits, fingerprint, traits_of, words_of
from partnerships.models import Institution

# How much each place where a name stands speaks for it; several add up to less than certainty.
WEIGHTS = {"title": 0.85, "part": 0.7, "category": 0.5, "article": 0.35, "item": 0.75, "website": 0.45}
REASONS = {"part": "title"}
LEAST = 0.3
MOST_SURE = 0.98
MOST_EACH = 3
MOST_BEARERS = 20
_SHARED_HOSTS = (
    "wikipedia.org",
    "wikimedia.org",
    "wikidata.org",
    "youtube.com",
    "flickr.com",
    "facebook.com",
)
_READ = (
    "pk", "name", "names", "country", "place", "latitude", "longitude", "website", "wikidata_item", "isil", "viaf", "ror",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guessed:
    """One guess: `key` is an institution's number or a country's code."""

    about: str
    key: int | str
    confidence: float
    reasons: tuple[str, ...]


def guess_many(hints: Sequence[Hints], countries: Sequence[CountryHint | None]) -> list[tuple[Guessed, ...]]:
    """For each page its guesses, the surest first; the register is asked for all pages at once."""
    register = _look_up(hints)
    return [_guesses(each, country, register) for each, country in zip(hints, countries, strict=True)]


@dataclass(frozen=True, slots=True)
class _Register:
    """What was found for a batch: institutions by a name's fingerprint, by item and by web domain."""

    by_print: Mapping[tuple[str, ...], list[Traits]]
    by_item: Mapping[str, Traits]
    by_domain: Mapping[str, list[Traits]]


def _look_up(hints: Iterable[Hints]) -> _Register:
    names = {name for each in hints for name, _where in each.names if _says_something(name)}
    items = {item for each in hints for item in each.items}
    domains = {host for each in hints for host in each.domains if not host.endswith(_SHARED_HOSTS)}
    by_print: dict[tuple[str, ...], list[Traits]] = defaultdict(list)
    for traits in map(traits_of, with_all_words_of(names) if names else ()):
        for print_ in traits.fingerprints:
            by_print[print_].append(traits)
    current = Institution.objects.current().only(*_READ)
    by_domain: dict[str, list[Traits]] = defaultdict(list)
    if domains:
        for row in current.filter(web_domain__in=domains):
            by_domain[traits_of(row).domain].append(traits_of(row))
    linked = current.filter(wikidata_item__in=items) if items else ()
    return _Register(by_print, {row.wikidata_item: traits_of(row) for row in linked}, by_domain)


def _says_something(name: str) -> bool:
    """A name of nothing but “museum” or “archive” is nobody's."""
    return any(word[0] != "=" and len(word) > 1 for word in fingerprint(name))


def with_all_words_of(names: Iterable[str]):
    """The institutions that have all words of one of these names, those with the shortest names of each.

    Each name is looked up by itself in the full-text index: all of them as one query of alternatives took two
    seconds among 100,000 institutions. OFFSET 0 keeps the planner from reading the table for the sake of LIMIT.
    """
    found = RawSQL(
        "(SELECT found.id FROM unnest(%s::text[]) AS phrase, LATERAL (SELECT id FROM"
        " (SELECT id, name FROM partnerships_institution WHERE"
        " search @@ plainto_tsquery('simple', glam_unaccent(phrase)) OFFSET 0) AS bearers"
        " ORDER BY length(name), id LIMIT %s) AS found)",
        [sorted(_without_fillers(name) for name in names), MOST_BEARERS],
    )
    return Institution.objects.current().filter(pk__in=found).only(*_READ).order_by("pk")


def _without_fillers(name: str) -> str:
    """Without articles and prepositions, which the register's name may lack."""
    kept = set(fingerprint(name))
    return " ".join(
        part
        for part in name.split()
        if any(word in kept or fingerprint(word)[0] in kept for word in words_of(part))
    )


def _guesses(hints: Hints, country: CountryHint | None, register: _Register) -> tuple[Guessed, ...]:
    weights: dict[int, dict[str, float]] = defaultdict(dict)
    where: dict[int, Traits] = {}
    for reason, weight, traits in _evidence(hints, country, register):
        where[traits.pk] = traits
        weights[traits.pk][reason] = max(weight, weights[traits.pk].get(reason, 0))
    found = [
        Guessed(Guess.About.INSTITUTION, pk, _sum_up(given.values()), tuple(given))
        for pk, given in weights.items()
    ]
    found = sorted((each for each in found if each.confidence >= LEAST), key=lambda one: -one.confidence)[
        :MOST_EACH
    ]
    return (*found, *_country_guesses(country, found, where))


def _evidence(hints: Hints, country: CountryHint | None, register: _Register):
    """Yield (reason, weight, whom it speaks for); what fits several speaks less for each of them."""
    for name, place in hints.names:
        bearers = _in_country(register.by_print.get(fingerprint(name), []), country)
        reason = REASONS.get(place, place)
        if reason == "title" and len(bearers) > 1:
            reason = "title-shared"
        yield from ((reason, WEIGHTS[place] / len(bearers), traits) for traits in bearers)
    linked = [register.by_item[item] for item in hints.items if item in register.by_item]
    yield from (("item", WEIGHTS["item"] / len(linked), traits) for traits in linked)
    for host in hints.domains:
        owners = register.by_domain.get(host, [])
        yield from (("website", WEIGHTS["website"] / len(owners), traits) for traits in owners)


def _in_country(bearers: list[Traits], country: CountryHint | None) -> list[Traits]:
    """Of several of one name those in the country the page speaks of, where there are any."""
    unique = list({traits.pk: traits for traits in bearers}.values())
    there = [traits for traits in unique if country and traits.country == country.code]
    return there if len(unique) > 1 and there else unique


def _sum_up(weights: Iterable[float]) -> float:
    doubt = 1.0
    for weight in weights:
        doubt *= 1 - weight
    return round(min(1 - doubt, MOST_SURE), 2)


def _country_guesses(country: CountryHint | None, found: list[Guessed], where: Mapping[int, Traits]):
    if country:
        yield Guessed(Guess.About.COUNTRY, country.code, country.confidence, (country.reason,))
    elif found and found[0].confidence >= 0.6 and (code := where[found[0].key].country):
        confidence = round(0.9 * found[0].confidence, 2)
        yield Guessed(Guess.About.COUNTRY, code, confidence, ("country-institution",))
