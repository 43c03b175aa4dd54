# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a report leads: out into the web, to other wikis, and to categories of Commons; by host."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote, urlsplit

from babel import Locale

from outreach.parsing.media import addresses_in, wiki_links_in

WEB, WIKI, CATEGORY = "web", "wiki", "category"
COMMONS = "commons.wikimedia.org"
MOST_LINKS = 300
LONGEST_ADDRESS = 2_000
_PROJECTS = {
    "w": "wikipedia", "wikipedia": "wikipedia", "wikt": "wiktionary", "wiktionary": "wiktionary",
    "s": "wikisource", "wikisource": "wikisource", "b": "wikibooks", "wikibooks": "wikibooks",
    "n": "wikinews", "wikinews": "wikinews", "q": "wikiquote", "wikiquote": "wikiquote",
    "v": "wikiversity", "wikiversity": "wikiversity", "voy": "wikivoyage", "wikivoyage": "wikivoyage",
}  # fmt: skip
_WIKIS = {
    "commons": COMMONS, "c": COMMONS, "d": "www.wikidata.org", "wikidata": "www.wikidata.org",
    "m": "meta.wikimedia.org", "meta": "meta.wikimedia.org", "mw": "www.mediawiki.org",
    "mediawikiwiki": "www.mediawiki.org", "species": "species.wikimedia.org",
    "incubator": "incubator.wikimedia.org", "outreach": "outreach.wikimedia.org",
    "wmf": "foundation.wikimedia.org", "foundation": "foundation.wikimedia.org",
    "phab": "phabricator.wikimedia.org", "phabricator": "phabricator.wikimedia.org",
}  # fmt: skip
_WIKI_HOSTS = re.compile(
    r"(?:[a-z-]+\.(?:m\.)?(?:wikipedia|wiktionary|wikisource|wikibooks|wikinews|wikiquote|wikiversity|wikivoyage"
    r"|wikimedia)|(?:www|m)\.(?:wikidata|mediawiki)|wikidata|mediawiki)\.org"
)
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")
_CATEGORY = re.compile(r"(?:category|kategorie|catégorie|categoría|categoria)\s?:\s?(.+)", re.IGNORECASE)
_RELATIVE = re.compile(r"\[(//[^\s\[\]<>\"{}|]{3,1000})")
_EMAIL = re.compile(r"(?:@|%40)[\w-]{1,63}\.\w")


@dataclass(frozen=True, slots=True)
class OutLink:
    """A link that leaves the wiki: of which kind, to which host, to what, and its address."""

    kind: str
    host: str
    target: str
    address: str


def links_in(text: str, *, home: str = "") -> tuple[OutLink, ...]:
    """The links in this wikitext that leave the wiki whose host is `home`, each address once."""
    found: dict[str, OutLink] = {}
    for link in _all(text):
        if link.host != home and len(found) < MOST_LINKS:
            found.setdefault(link.address, link)
    return tuple(found.values())


def _all(text: str) -> Iterator[OutLink]:
    for title in wiki_links_in(text):
        if link := _interwiki(title):
            yield link
    relative = (f"https:{address}" for address in _RELATIVE.findall(text))
    for address in (*addresses_in(text), *relative):
        if link := _web(address):
            yield link


def _interwiki(title: str) -> OutLink | None:
    """[[:commons:Category:X]], [[w:fr:Y]], [[d:Q1]]; None for a page of this wiki."""
    project, language, host, parts = "wikipedia", "", "", title.lstrip(": ").split(":")
    while len(parts) > 1:
        prefix = parts[0].strip().lower()
        if prefix in _WIKIS:
            host, parts = _WIKIS[prefix], parts[1:]
            break
        if prefix in _PROJECTS:
            project, language = _PROJECTS[prefix], language or "en"
        elif prefix in _languages():
            language = prefix
        else:
            break
        parts = parts[1:]
    target = ":".join(parts).strip()
    host = host or (f"{language}.{project}.org" if language else "")
    return _on_wiki(host, target) if host and target else None


def _on_wiki(host: str, target: str) -> OutLink:
    if host == COMMONS and (category := _CATEGORY.fullmatch(target)):
        target = f"Category:{category[1][:1].upper()}{category[1][1:]}"
        return OutLink(CATEGORY, host, target, _address(host, target))
    return OutLink(WIKI, host, target, _address(host, target))


def _address(host: str, target: str) -> str:
    return f"https://{host}/wiki/{quote(target.replace(' ', '_'), safe='/:,;@!*()')}"[:LONGEST_ADDRESS]


def _web(address: str) -> OutLink | None:
    """Any web address; one that holds somebody's e-mail address or password is left out."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if not host or "." not in host or len(host) > 253 or "@" in parts.netloc or _EMAIL.search(address):
        return None
    if _WIKI_HOSTS.fullmatch(host) and parts.path.startswith("/wiki/") and not parts.query:
        target = unquote(parts.path.removeprefix("/wiki/")).replace("_", " ").strip()
        return _on_wiki(host, target) if target and "\0" not in target else None
    kind = WIKI if _WIKI_HOSTS.fullmatch(host) else WEB
    return OutLink(kind, host, parts.path[:300], address[:LONGEST_ADDRESS])


@cache
def _languages() -> frozenset[str]:
    """Codes by which Wikipedias are linked: CLDR's languages, and those that wikis call otherwise."""
    codes = {code.replace("_", "-").lower() for code in Locale("en").languages}
    return frozenset(code for code in codes if _CODE.fullmatch(code)) | {
        "simple",
        "als",
        "zh-yue",
        "nds-nl",
        "bat-smg",
    }
