# SPDX-License-Identifier: GPL-3.0-or-later
"""Which area a report is about, from its name: a table, and the rule that “<country> report” is about a country.

What the table does not know is of class unknown, for a person to map.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from outreach.parsing.countries import country_code

LONGEST_NAME = 100


class AreaClass(StrEnum):
    """What kind of area a report covers."""

    COUNTRY = "country"
    COUNTRIES = "countries"
    REGION = "region"
    THEMATIC = "thematic"
    EDITORIAL = "editorial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Area:
    """A country by its code, or a region or theme by its name; a region inside one country has both."""

    country: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Areas:
    """What a report is about; editorial and unknown ones are about no area."""

    area_class: AreaClass
    areas: tuple[Area, ...] = ()


def _region(name: str, country: str = "") -> Areas:
    return Areas(AreaClass.REGION, (Area(country, name),))


def _theme(name: str) -> Areas:
    return Areas(AreaClass.THEMATIC, (Area(name=name),))


_EDITORIAL = Areas(AreaClass.EDITORIAL)
_UNKNOWN = Areas(AreaClass.UNKNOWN)

# Names as the newsletter's pages bear them, without “report”, in lower case.
TABLE: Mapping[str, Areas] = {
    # The newsletter of itself.
    "from the team": _EDITORIAL,
    "from the editor": _EDITORIAL,
    "calendar": _EDITORIAL,
    "events": _EDITORIAL,
    "glam calendar": _EDITORIAL,
    # Themes, tools and teams, wherever they are at work.
    "derby": _theme("Derby"),
    "momentum": _theme("Momentum"),
    "wmf glam": _theme("WMF GLAM"),
    "wmf": _theme("WMF GLAM"),
    "wikimedia foundation": _theme("WMF GLAM"),
    "avoinglam": _theme("AvoinGLAM"),
    "content partnerships hub": _theme("Content Partnerships Hub"),
    "wikidata": _theme("Wikidata"),
    "structured data": _theme("Structured data"),
    "structured data on wikimedia commons": _theme("Structured data"),
    "wikimedia commons": _theme("Wikimedia Commons"),
    "commons": _theme("Wikimedia Commons"),
    "wikisource": _theme("Wikisource"),
    "open access": _theme("Open access"),
    "tools": _theme("Tools"),
    "glamwiki tools": _theme("Tools"),
    "europeana": _theme("Europeana"),
    "biodiversity heritage library": _theme("Biodiversity Heritage Library"),
    "bhl": _theme("Biodiversity Heritage Library"),
    "wikimedia and libraries user group": _theme("Libraries"),
    "wikipedia library": _theme("Libraries"),
    "the wikipedia library": _theme("Libraries"),
    "memory of the world": _theme("Memory of the World"),
    "unesco": _theme("UNESCO"),
    "special story": _theme("Special story"),
    # Regions, and parts of countries that report by themselves.
    "kosovo": Areas(AreaClass.REGION, (Area("XK"),)),
    "catalonia": _region("Catalonia", "ES"),
    "catalan": _region("Catalonia", "ES"),
    "basque country": _region("Basque Country", "ES"),
    "galicia": _region("Galicia", "ES"),
    "quebec": _region("Quebec", "CA"),
    "scotland": _region("Scotland", "GB"),
    "wales": _region("Wales", "GB"),
    "africa": _region("Africa"),
    "asia": _region("Asia"),
    "europe": _region("Europe"),
    "latin america": _region("Latin America"),
    "ibero-america": _region("Ibero-America"),
    "caribbean": _region("Caribbean"),
    "the caribbean": _region("Caribbean"),
    "balkans": _region("Balkans"),
    "nordic": _region("Nordic countries"),
    "nordic countries": _region("Nordic countries"),
    "cee": _region("Central and Eastern Europe"),
    "wikimedia cee": _region("Central and Eastern Europe"),
    "arab world": _region("Arab world"),
    "eseap": _region("East and Southeast Asia and the Pacific"),
    "west africa": _region("West Africa"),
    "east africa": _region("East Africa"),
}
_REPORT = re.compile(r"\s{1,5}(?:reports?|rapport|special|news|update)$", re.IGNORECASE)
_COUNTED = re.compile(r"\s{1,5}\(?\d{1,6}\)?$")
_AND = re.compile(r"\s{0,3},\s{0,3}(?:and\s)?|\s{1,3}(?:and|&|/)\s{1,3}|\s?/\s?", re.IGNORECASE)
MOST_COUNTRIES = 12


def areas_of(name: str) -> Areas:
    """What a report of this name is about."""
    bare = bare_name(name)
    if known := TABLE.get(bare.casefold()):
        return known
    if code := country_code(bare):
        return Areas(AreaClass.COUNTRY, (Area(code),))
    codes = dict.fromkeys(country_code(part) for part in _AND.split(bare))
    if "" in codes or len(codes) > MOST_COUNTRIES:
        return _UNKNOWN
    area_class = AreaClass.COUNTRIES if len(codes) > 1 else AreaClass.COUNTRY
    return Areas(area_class, tuple(Area(code) for code in codes))


def bare_name(name: str) -> str:
    """A report's name without the word report and without a number that tells two of a month apart."""
    bare = " ".join(name.replace("_", " ").split())
    bare = _REPORT.sub("", _COUNTED.sub("", bare))
    return bare[:LONGEST_NAME]
