# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads which page of user space somebody means, however they write it."""

import re
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

from outreach.parsing.usernames import username

_NAMESPACE = re.compile(
    r"^:?(?:user|benutzer(?:in)?|utilisat(?:eur|rice)|usuari[oa]|utente|usuári[oa]|gebruiker|användare|wikipedysta"
    r"|wikipedystka|користувач(?:ка)?|участни(?:к|ца)|مستخدم|مستخدمة|利用者|用户|用戶|使用者|משתמש|کاربر|सदस्य)\s?:\s?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_FORBIDDEN = re.compile(r"[#<>\[\]|{}\x00-\x1f\x7f\ufffd]")
LONGEST = 255  # bytes, as MediaWiki allows


class NotInUserSpace(ValueError):
    """What was typed names no page in user space."""


class OtherWiki(ValueError):
    """What was typed is an address of another site; `args` is its host."""


def title_meant(typed: str, *, host: str, page_url: str = "") -> str:
    """Return “User:Name/Rest” for a title, a link or an address on our wiki, whose host and page address are given.

    Raises NotInUserSpace and OtherWiki.
    """
    words = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", typed)).split())
    words = words.removeprefix("[[").removesuffix("]]").partition("|")[0].strip()
    if _SCHEME.match(words):
        words = _title_of_address(words, host, page_url)
    words = " ".join(words.partition("#")[0].replace("_", " ").split())
    namespace = _NAMESPACE.match(words)
    if not namespace or _FORBIDDEN.search(words):
        raise NotInUserSpace(words)
    owner, slash, rest = words[namespace.end() :].partition("/")
    owner, rest = username(owner), rest.strip(" /")
    title = f"User:{owner}/{rest}"
    if not owner or not slash or not rest or any(part.strip() in ("", ".", "..") for part in rest.split("/")):
        raise NotInUserSpace(words)
    if len(title.encode()) > LONGEST:
        raise NotInUserSpace(words)
    return title


def is_in_user_space(title: str) -> bool:
    """Tell whether the wiki's own title is a page below a user's: where a redirect led may be anywhere."""
    return bool(_NAMESPACE.match(title)) and "/" in title


def name_of_draft(title: str) -> str:
    """What a draft of that title is called: what stands after the user's name."""
    return title.partition("/")[2].strip() or title


def _title_of_address(address: str, host: str, page_url: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"https:{address}")
        there = parts.netloc.rpartition("@")[2].lower()
    except ValueError as error:
        raise NotInUserSpace(address) from error
    ours = {host.lower(), urlsplit(page_url).netloc.lower()} - {""}
    if there.removeprefix("m.") not in ours and there.replace(".m.", ".", 1) not in ours:
        raise OtherWiki(there)
    if title := parse_qs(parts.query).get("title"):
        return title[0]
    before = urlsplit(page_url.partition("$1")[0]).path or "/wiki/"
    path = unquote(parts.path, errors="replace")
    for start in (before, "/wiki/"):
        if path.startswith(start):
            return path.removeprefix(start)
    raise NotInUserSpace(address)
