# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds names of countries in English text, by the names that Unicode's CLDR gives them."""

import re
import unicodedata
from collections import Counter

from babel import Locale

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
    named = {
        name: code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code not in ("EU", "EZ", "UN", "ZZ")
    }
    return named | _ALSO


def _bare(name: str) -> str:
    """A name as it is compared: without accents, case and the many apostrophes."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ʼ", "'").replace("&", "and"))
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).casefold().split())


_ALL = _names()
_CODES = {name: code for name, code in _ALL.items() if name not in _AMBIGUOUS}
# A name that stands alone is not ambiguous.
_BY_NAME = {_bare(name): code for name, code in _ALL.items() if code}

_PATTERN = re.compile(
    r"\b(?:" + "|".join(re.escape(name) for name in sorted(_CODES, key=len, reverse=True)) + r")(?!\w)"
)


def countries_in(text: str) -> Counter[str]:
    """Count the countries named in an English text, by ISO 3166 code (XK for Kosovo, as CLDR has it)."""
    return Counter(code for name in _PATTERN.findall(text) if (code := _CODES[name]))


def country_name_in(text: str) -> str:
    """Return the first country name as it is written in the text, or an empty string."""
    return next((name for name in _PATTERN.findall(text) if _CODES[name]), "")


def country_code_in(text: str) -> str:
    """Return the ISO code of the first country named in the text, or an empty string."""
    return next((code for name in _PATTERN.findall(text) if (code := _CODES[name])), "")


def country_code(name: str) -> str:
    """Return the code of the country that is called exactly this, accents and case aside; "" for anything else."""
    return _BY_NAME.get(_bare(name), "")
