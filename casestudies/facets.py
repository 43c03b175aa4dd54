# SPDX-License-Identifier: GPL-3.0-or-later
"""The facets of case studies: by what a list is narrowed and counted, and how an address says so."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from casestudies.facts import Kind, Media, Outcome, Programme, Tool
from casestudies.languages import NAMES
from casestudies.models import CaseStudy
from interface import words
from partnerships.models import Institution

# In the address, where an empty value means all of them.
UNKNOWN = "unknown"
MOST_VALUES = 50


@dataclass(frozen=True)
class Facet:
    """One of them: its name in the address, the column it asks, and which values make sense, with their words."""

    name: str
    label: str
    column: str
    makes_sense: Callable[[str], bool]
    say: Callable[[str], str]
    is_several: bool = False
    is_number: bool = False

    def read(self, values: Iterable[str]) -> list[str]:
        """The values that make sense, each once."""
        values = [values] if isinstance(values, str) else values
        known = (value for value in values if value == UNKNOWN or self.makes_sense(value))
        return list(dict.fromkeys(known))[:MOST_VALUES]

    def matches(self, values: list[str]) -> Q:
        """One of the values."""
        named = [int(value) if self.is_number else value for value in values if value != UNKNOWN]
        found = Q()
        if named:
            found |= Q((f"{self.column}__overlap" if self.is_several else f"{self.column}__in", named))
        if UNKNOWN in values:
            found |= self._unknown()
        return found

    def _unknown(self) -> Q:
        if self.is_several:
            return Q((self.column, []))
        if self.is_number:
            return Q((f"{self.column}__isnull", True))
        # Of an institution that is not linked there is no kind either.
        return Q((self.column, "")) | Q((f"{self.column}__isnull", True))

    def words_for(self, value: str) -> str:
        return str(_("not known")) if value == UNKNOWN else self.say(value)


def _of(name: str, label: str, choices, *, column: str = "", is_several: bool = False) -> Facet:
    """A facet of one vocabulary; its words are looked up in the reader's language."""
    spoken = dict(choices)
    return Facet(
        name,
        label,
        column or name,
        makes_sense=lambda value: value in spoken,
        say=lambda value: str(spoken.get(value, value)),
        is_several=is_several,
    )


FACETS = (
    Facet(
        "country",
        _("Country"),
        "country",
        makes_sense=lambda value: value in countries,
        say=words.country,
    ),
    _of("institution_kind", _("Kind of institution"), Institution.Kind.choices, column="institution__kind"),
    _of("kind", _("Kind"), Kind.choices),
    _of("outcome", _("Outcome"), Outcome.choices),
    _of("programme", _("Programme"), Programme.choices, column="programmes", is_several=True),
    _of("tool", _("Tool"), Tool.choices, column="tools", is_several=True),
    _of("media", _("Media"), Media.choices, is_several=True),
    Facet(
        "year",
        _("Year"),
        "year",
        makes_sense=lambda value: bool(re.fullmatch("[12][0-9]{3}", value)),
        say=str,
        is_number=True,
    ),
    Facet(
        "language",
        _("Language"),
        "language",
        makes_sense=lambda value: bool(re.fullmatch("[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}", value)) and len(value) <= 20,
        say=lambda value: NAMES.get(value, value),
    ),
    _of("state", _("State"), CaseStudy.State.choices),
)  # fmt: skip
BY_NAME = {facet.name: facet for facet in FACETS}
