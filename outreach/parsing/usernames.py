# SPDX-License-Identifier: GPL-3.0-or-later
"""User links in the forms that wiki pages use, and the one spelling of a username that we keep."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

_NAMESPACES = (
    "user|user[ _]talk|benutzer(?:in)?|benutzer(?:in)?[ _]diskussion|utilisat(?:eur|rice)|discussion[ _]utilisateur"
    "|usuari[oa]|usuari[oa][ _]discusión|utente|discussioni[ _]utente|usuário|gebruiker|overleg[ _]gebruiker"
    "|användare|användardiskussion|wikipedyst(?:a|ka)|користувач(?:ка)?|участни(?:к|ца)|مستخدم|نقاش[ _]المستخدم"
    "|usuària|usuari[ _]discussió|usuária|kasutaja|kasutaja[ _]arutelu|bruker|brukerdiskusjon|bruger|käyttäjä"
    "|szerkesztő|wikipedista|uživatel(?:ka)?|корисни(?:к|ца)|χρήστης|משתמש(?:ת)?|利用者|사용자|用户|用戶|gebruikster"
)
_LINK = re.compile(
    r"\[\[\s{0,5}:?(?:[a-z][a-z-]{0,19}:){0,2}\s{0,5}"
    rf"(?:(?P<namespace>{_NAMESPACES})\s{{0,5}}:|special:(?:contributions|contribs)/)"
    r"\s{0,5}(?P<name>[^\[\]|#/<>{}\n]{1,255})[^\[\]|\n]{0,255}(?:\|(?P<label>[^\[\]\n]{0,255}))?\]\]",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\{\{\s{0,5}(?:u|user|ul|ut|ping|reply(?: to)?|re|noping|no ping|user ?link|userlink|usuario|benutzer)\s{0,5}"
    r"(?P<arguments>(?:\|[^{}|\n]{0,255}){1,20})\}\}",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_FORBIDDEN = re.compile(r"[#<>\[\]|{}/@:\x00-\x1f\x7f]")
_AFFILIATE = re.compile(r"\(([A-Z][\w&. -]{1,30})\)$")
LONGEST = 235  # bytes, as MediaWiki allows


@dataclass(frozen=True, slots=True)
class UserLink:
    """A link to a user and where in the text it stands."""

    username: str
    start: int
    end: int
    talk: bool


def username(raw: str) -> str:
    """Return the account name as MediaWiki would spell it, or "" if it cannot be one (an IP address, an e-mail)."""
    name = unicodedata.normalize("NFC", _INVISIBLE.sub("", raw)).replace("_", " ")
    name = " ".join(name.split())
    if (
        not name
        or _FORBIDDEN.search(name)
        or len(name.encode("utf-8", "replace")) > LONGEST
        or _is_address(name)
    ):
        return ""
    first = name[0].upper()
    return (first if len(first) == 1 else name[0]) + name[1:]


def affiliate_in(name: str) -> str:
    """Return the affiliate that an account name like "Ada Example (WMXX)" hints at, else ""."""
    match = _AFFILIATE.search(name)
    return match[1] if match else ""


def user_links(text: str) -> list[UserLink]:
    """Return the links to users in the order they stand in the text; links to IP addresses are left out."""
    return sorted(
        (link for link in _all_links(text) if link.username), key=lambda link: (link.start, link.end)
    )


def name_users(text: str) -> str:
    """Return the text with templates that link users, such as {{u|Ada}}, replaced by their names."""
    return _TEMPLATE.sub(lambda match: ", ".join(_named(match)), text)


def _all_links(text: str) -> Iterator[UserLink]:
    for match in _LINK.finditer(text):
        namespace = (match["namespace"] or "").lower()
        talk = not namespace or any(
            word in namespace for word in ("talk", "disku", "discus", "overleg", "نقاش")
        )
        yield UserLink(username(match["name"]), match.start(), match.end(), talk)
    for match in _TEMPLATE.finditer(text):
        for name in _named(match):
            yield UserLink(name, match.start(), match.end(), talk=False)


def _named(match: re.Match[str]) -> Iterator[str]:
    """Yield the users that a template's numbered arguments name."""
    for argument in match["arguments"].split("|")[1:]:
        name, equals, value = argument.partition("=")
        if (not equals or name.strip().isdigit()) and (found := username(value if equals else argument)):
            yield found


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
