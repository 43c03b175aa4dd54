# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page says of whom and which country it is about: names, items and websites to look up elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from casestudies.parsing.titles import name_of
from outreach.parsing.countries import countries_in

_ITEM = re.compile(
    r"(?:\[\[\s?:?(?:d|wikidata):(?:special:entitypage/|item:)?|\{\{\s?(?:q|wikidata|item)\s?\|\s?(?:1=)?"
    r"|//(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)(Q[1-9]\d{0,12})(?!\d)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\[\[\s?:?(?:w|wikipedia|[a-z]{2,3}|[a-z]{2,3}-[a-z]{2,12}|w:[a-z]{2,3}):([^\[\]|#{}<>\n:]{3,120})",
    re.IGNORECASE,
)
_ADDRESS_OF_ARTICLE = re.compile(
    r"//[a-z-]{2,15}\.(?:m\.)?wikipedia\.org/wiki/([^\s|\]#?<>]{3,200})", re.IGNORECASE
)
_CATEGORY = re.compile(r"^[^:]{1,20}:\s?")
_AROUND = re.compile(
    r"^(?:glam(?: case studies)?(?:/| at | with | in | - |: )|(?:case stud(?:y|ies)|collaborations?|partnerships?|projects?|"
    r"cooperations?|residenc(?:y|ies)|wikipedian in residence|media|images|files)"
    r" (?:at|with|from|of|about|on|contributed by|by|in) )(?:the )?|(?: case stud(?:y|ies)| partnership| collaboration| project| glam)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s?/\s?| [-–—:] |: |\s?[()]\s?|, ")
MOST_ARTICLES = 15
MOST_CATEGORIES = 20
MOST_DOMAINS = 10
# Where a text names whom it is about, it does so early.
READ = 20_000


@dataclass(frozen=True, slots=True)
class Hints:
    """`names` are (name, where it stood: title, part, category or article); `items` Wikidata ids; `domains` hosts."""

    names: tuple[tuple[str, str], ...]
    items: tuple[str, ...]
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryHint:
    """The country a page seems to speak of; `reason` is "country-category" or "country-text"."""

    code: str
    confidence: float
    reason: str


def hints_in(title: str, text: str, categories: Iterable[str] = (), links: Iterable[str] = ()) -> Hints:
    """Gather what could name the institution; `links` are the web addresses of the text."""
    early = text[:READ]
    name = name_of(title) or title.rpartition("/")[2] or title
    names = [(name, "title"), *((part, "part") for part in _PARTS.split(name))]
    names += [(_bare(each), "category") for each in list(categories)[:MOST_CATEGORIES]]
    articles = _ARTICLE.findall(early) + [one.replace("_", " ") for one in _ADDRESS_OF_ARTICLE.findall(early)]
    names += [(article, "article") for article in articles[:MOST_ARTICLES]]
    items = dict.fromkeys(found.upper() for found in _ITEM.findall(early))
    domains = dict.fromkeys(host for link in links if (host := _host(link)))
    return Hints(
        names=tuple(dict.fromkeys((_tidy(one), where) for one, where in names if len(_tidy(one)) > 2)),
        items=tuple(items)[:MOST_DOMAINS],
        domains=tuple(domains)[:MOST_DOMAINS],
    )


def hint_of_country(text: str, categories: Iterable[str] = (), language: str = "en") -> CountryHint | None:
    """Return the one country that the categories, else the text, speak of; None if unclear."""
    if named := countries_in("\n".join(categories)).most_common(2):
        return CountryHint(named[0][0], 0.9, "country-category") if len(named) == 1 else None
    named = countries_in(text, language).most_common(2)
    if not named or (len(named) > 1 and named[0][1] < 3 * named[1][1]):
        return None
    confidence = 0.6 if len(named) > 1 else min(0.5 + 0.1 * named[0][1], 0.8)
    return CountryHint(named[0][0], confidence, "country-text")


def guess_country(text: str, categories: Iterable[str] = ()) -> str | None:
    """Return the ISO 3166 code of the one country that the categories, else the text, speak of; None if unclear."""
    hint = hint_of_country(text, categories)
    return hint.code if hint else None


def _bare(category: str) -> str:
    return _AROUND.sub("", _AROUND.sub("", _CATEGORY.sub("", category.replace("_", " "))))


def _tidy(name: str) -> str:
    return " ".join(_AROUND.sub("", name.replace("_", " ")).split()).strip(" .,;:-–")[:200]


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^www\d?\.", "", host.lower())
