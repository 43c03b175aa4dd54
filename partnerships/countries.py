# SPDX-License-Identifier: GPL-3.0-or-later
"""The countries to choose from, in the reader's language and order."""

import unicodedata
from functools import cache

from django.utils.translation import get_language, override
from django_countries import countries

from interface import words


def country_choices() -> tuple[tuple[str, str], ...]:
    """(code, name) of every country of ISO 3166-1, sorted as a reader looks for them."""
    return _in_language(get_language() or "en")


@cache
def _in_language(language: str) -> tuple[tuple[str, str], ...]:
    with override(language):
        named = [(code, words.country(code)) for code in countries.countries]
    return tuple(sorted(named, key=lambda pair: _folded(pair[1])))


def _folded(name: str) -> str:
    """Åland stands among the A's, not after Z."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()
