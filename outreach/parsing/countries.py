# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds names of countries in a text, by the names that Unicode's CLDR gives them."""

import re
from collections import Counter
from functools import cache

from babel import Locale, UnknownLocaleError

# Names people write beside CLDR's; the parts of the United Kingdom count as it.
_ALSO = {
    "UK": "GB", "Great Britain": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB",
    "USA": "US", "U.S.": "US", "United States of America": "US", "The Netherlands": "NL", "Czech Republic": "CZ",
    "Ivory Coast": "CI", "Burma": "MM", "Palestine": "PS", "Macedonia": "MK", "Turkey": "TR", "Swaziland": "SZ",
    "Cape Verde": "CV", "Kosovo": "XK", "Hong Kong": "HK", "Macau": "MO", "Vatican": "VA",
    "Bosnia and Herzegovina": "BA", "Trinidad and Tobago": "TT",
    "New South Wales": "AU", "New Mexico": "US", "New England": "US", "Jimmy Wales": "", "Guinea pig": "",
}  # fmt: skip
# Names that are as often something else: a US state, a first name, a part of another name.
_AMBIGUOUS = frozenset(["Georgia", "Jordan", "Chad", "Jersey"])


def _names() -> dict[str, str]:
    territories = Locale("en").territories
    named = {
        name: code
        for code, name in territories.items()
        if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ")
    }
    return {name: code for name, code in (named | _ALSO).items() if name not in _AMBIGUOUS}


_CODES = _names()
_UNSPACED = frozenset(["ja", "zh", "th"])


def _pattern(names) -> re.Pattern[str]:
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})(?!\w)")


_PATTERN = _pattern(_CODES)


def countries_in(text: str, language: str = "en") -> Counter[str]:
    """Count the countries named in a text, by ISO 3166 code (XK for Kosovo, as CLDR has it).

    In a language besides English, by the names CLDR has there, as they stand in a dictionary.
    """
    found = Counter(code for name in _PATTERN.findall(text) if (code := _CODES[name]))
    if language != "en":
        codes, pattern = _names_in(language)
        found += Counter(codes[name] for name in pattern.findall(text))
    return found


@cache
def _names_in(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The names of countries in that language, and the pattern that finds them; none for one CLDR lacks."""
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        territories = {}
    codes = {
        name: code
        for code, name in territories.items()
        if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ") and len(name) > 1 and name not in _CODES
    }
    if not codes:
        return {}, re.compile(r"(?!)")
    if language in _UNSPACED:
        either = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
        return codes, re.compile(either)
    return codes, _pattern(codes)


def country_name_in(text: str) -> str:
    """Return the first country name as it is written in the text, or an empty string."""
    return next((name for name in _PATTERN.findall(text) if _CODES[name]), "")
