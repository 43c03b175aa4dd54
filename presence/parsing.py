# SPDX-License-Identifier: GPL-3.0-or-later
"""From what somebody pastes to a place on a wiki or tool that we know; pure Python, and nothing is fetched."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

CATEGORY, PROGRAMME, EVENT, TASK, PAGE = "category", "programme", "event", "task", "page"
# The wikis whose pages are taken as project pages, by their name among the hosts.
PAGE_WIKIS = ("meta", "outreach")
LONGEST = 1000
LONGEST_TITLE_BYTES = 255
_TASK = re.compile(r"T[1-9]\d{0,8}", re.ASCII)
_CATEGORY = re.compile(r"category *: *(.+)", re.IGNORECASE)
_PREFIXES = {"c": CATEGORY, "commons": CATEGORY, "m": "meta", "meta": "meta", "outreach": "outreach"}
_REGISTRATION = re.compile(r"Special:(?:RegisterForEvent|EventDetails)/([1-9]\d{0,8})")
_SLUG_PART = re.compile(r"[^/?#%\s]{1,200}")
_NOT_IN_TITLES = re.compile(r"[#<>\[\]|{}\ufffd]")
_FORBIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")

Hosts = Mapping[str, Sequence[str]]


class NotAPlace(ValueError):
    """What was pasted is no place we take."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is kept: its kind, the wiki it is on where a kind is on several, and its name there."""

    kind: str
    identifier: str
    wiki: str = ""


def recognise(text: str, hosts: Hosts) -> Spot:
    """Return the place that is meant: an address on one of these hosts, `Category:…`, `Event:…` or `T…`.

    Raises NotAPlace.
    """
    text = text.strip().removeprefix("[[").removesuffix("]]").strip()
    if not text or len(text) > LONGEST or any(unicodedata.category(each) in _FORBIDDEN for each in text):
        raise NotAPlace(text)
    if re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        return _from_address(text, hosts)
    if _TASK.fullmatch(text.upper()):
        return Spot(TASK, text.upper())
    return _from_link(text.removeprefix(":"))


def address_of(spot: Spot, hosts: Hosts) -> str:
    """The address people open: made of a host of ours and the kept name, never what somebody pasted."""
    if spot.kind == PROGRAMME:
        return f"https://{hosts[PROGRAMME][0]}/courses/{quote(spot.identifier, safe='/()_,.:!~*')}"
    if spot.kind == TASK:
        return f"https://{hosts[TASK][0]}/{spot.identifier}"
    host = hosts[spot.wiki if spot.kind == PAGE else spot.kind][0]
    title = f"Category:{spot.identifier}" if spot.kind == CATEGORY else spot.identifier
    return f"https://{host}/wiki/{quote(title.replace(' ', '_'), safe='/:()!,;@*~')}"


def category_name(text: str) -> str:
    """The name in `Category:…` as wikis keep it. Raises NotAPlace, where it is no category too."""
    found = _CATEGORY.fullmatch(text.replace("_", " ").strip())
    if found is None:
        raise NotAPlace(text)
    return title_of(found.group(1))


def title_of(text: str) -> str:
    """A title as wikis keep it: blanks for underscores, the first letter large. Raises NotAPlace."""
    title = " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())
    is_odd = _NOT_IN_TITLES.search(title) or any(unicodedata.category(each) in _FORBIDDEN for each in title)
    if not title or is_odd or title.startswith(":") or len(title.encode()) > LONGEST_TITLE_BYTES:
        raise NotAPlace(text)
    if any(part in (".", "..") for part in title.split("/")):
        raise NotAPlace(text)
    # Not upper(): of "ß" that would be two letters, which no wiki writes.
    return title[0].upper() + title[1:] if len(title[0].upper()) == 1 else title


def _from_link(text: str) -> Spot:
    """`Category:Museum`, `commons:Category:Museum`, `Event:Day`, `meta:GLAM`: as wikitext writes them."""
    prefix, has_prefix, rest = text.partition(":")
    wiki = _PREFIXES.get(prefix.strip().lower(), "") if has_prefix else ""
    if prefix.strip().lower() == "category":
        return Spot(CATEGORY, title_of(rest))
    if prefix.strip().lower() == "event":
        return _on_wiki("meta", text)
    if wiki == CATEGORY:
        return Spot(CATEGORY, category_name(rest))
    if wiki in PAGE_WIKIS:
        return _on_wiki(wiki, rest)
    raise NotAPlace(text)


def _from_address(text: str, hosts: Hosts) -> Spot:
    try:
        parts = urlsplit(text)
        is_plain = parts.port in (None, 443) and parts.username is None and parts.password is None
    except ValueError as error:
        raise NotAPlace(text) from error
    host = (parts.hostname or "").lower()
    if parts.scheme.lower() not in ("http", "https") or not is_plain or "\\" in text:
        raise NotAPlace(text)
    if host in hosts[PROGRAMME]:
        return _programme(parts.path, text)
    if host in hosts[TASK]:
        return _task(parts.path, text)
    title = _title_in(parts.path, parts.query, text)
    if host in hosts[CATEGORY]:
        return Spot(CATEGORY, category_name(title))
    for wiki in PAGE_WIKIS:
        if host in hosts[wiki]:
            return _on_wiki(wiki, title)
    raise NotAPlace(text)


def _on_wiki(wiki: str, text: str) -> Spot:
    """A page of Meta or Outreach: an event of the Event Center, or a project page."""
    title = title_of(text)
    namespace, _colon, rest = title.partition(":")
    if wiki == "meta" and namespace.lower() == "event":
        return Spot(EVENT, f"Event:{title_of(rest)}")
    if wiki == "meta" and (found := _REGISTRATION.fullmatch(title)):
        return Spot(EVENT, f"Special:RegisterForEvent/{found.group(1)}")
    if namespace.lower() in ("special", "media"):
        raise NotAPlace(text)
    return Spot(PAGE, title, wiki)


def _programme(path: str, text: str) -> Spot:
    """`/courses/<who>/<what>` and whatever comes after it."""
    parts = [_decoded(each, text) for each in path.split("/")]
    if len(parts) < 4 or parts[:2] != ["", "courses"]:
        raise NotAPlace(text)
    slug = parts[2:4]
    if not all(_SLUG_PART.fullmatch(each) and each not in (".", "..") for each in slug):
        raise NotAPlace(text)
    return Spot(PROGRAMME, "/".join(slug))


def _task(path: str, text: str) -> Spot:
    name = path.removeprefix("/").rstrip("/")
    if not _TASK.fullmatch(name):
        raise NotAPlace(text)
    return Spot(TASK, name)


def _title_in(path: str, query: str, text: str) -> str:
    """The title that an address of a wiki names: `/wiki/Title` or `/w/index.php?title=Title`."""
    if path.startswith("/wiki/"):
        return _decoded(path.removeprefix("/wiki/"), text)
    if path == "/w/index.php":
        titles = parse_qs(query, max_num_fields=50).get("title", []) if query.count("&") < 50 else []
        if titles:
            return titles[0]
    raise NotAPlace(text)


def _decoded(part: str, text: str) -> str:
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError as error:
        raise NotAPlace(text) from error
