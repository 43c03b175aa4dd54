# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads for suggestions: who wished for what, and which suggestions are likely the same."""

from institutions.errors import SuggestedAlready
from institutions.models import Suggestion, Vote
from partnerships.likeness import Traits, domain_of, signals
from partnerships.reports.duplicates import refuse_alike

MOST_COMPARED = 2000
MOST_OFFERED = 30


def wished_by(user, suggestions) -> set[int]:
    """Those of the suggestions that the user voted for."""
    if not user.is_authenticated:
        return set()
    votes = Vote.objects.filter(user=user, suggestion__in=[each.pk for each in suggestions])
    return set(votes.values_list("suggestion", flat=True))


def telling_facts(suggestion: Suggestion) -> dict:
    """What a suggestion says of the institution, as the form that adds one takes it."""
    return {
        "name": suggestion.name,
        "country": suggestion.country.code,
        "place": suggestion.place,
        "website": suggestion.website,
        "wikidata_item": suggestion.wikidata_item,
    }


def _traits(facts: dict) -> Traits:
    return Traits(
        name=facts["name"],
        country=facts["country"],
        place=facts["place"],
        domain=domain_of(facts["website"]),
        item=facts["wikidata_item"] or "",
    )


def wished_already(facts: dict, *, but: int | None = None) -> list[Suggestion]:
    """Open suggestions of the same country that look like the same institution."""
    asked = _traits(facts)
    rows = Suggestion.objects.open().filter(country=facts["country"]).exclude(pk=but)[:MOST_COMPARED]
    return [each for each in rows if signals(asked, _traits(telling_facts(each)))]


def refuse_wished_already(facts: dict, *, is_another: bool) -> None:
    """Raise LooksLikeAnother or SuggestedAlready, unless somebody said that it is another."""
    if is_another:
        return
    others = wished_already(facts)
    if others:
        raise SuggestedAlready(others)
    refuse_alike(facts, is_another=False, but_item=False)


def others_like(suggestion: Suggestion, *, words: str = "") -> list[Suggestion]:
    """Open ones this may be the same as: those that look like it, then those whose name has the words."""
    likely = wished_already(telling_facts(suggestion), but=suggestion.pk)
    rest = Suggestion.objects.open().exclude(pk__in=[suggestion.pk, *(each.pk for each in likely)])
    words = words.replace("\0", "").strip()[:200]
    rest = rest.filter(name__icontains=words) if words else rest.filter(country=suggestion.country)
    return [*likely, *rest[:MOST_OFFERED]]
