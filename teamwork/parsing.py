# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the text of a note: who is named with @, and which parts are links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# At most this long: what is longer is text, and nothing is searched twice.
_LINK = re.compile(r"https?://[^\s<>\"“”«»]{1,2000}", re.IGNORECASE)
# What ends a sentence does not belong to the link before it.
_TRAILING = ".,;:!?)]}'’،؛؟"
# An @ inside a word is an e-mail address or an account of some other site.
_AT = re.compile(r"(?<![\w@/.])@(\w[\w'’.-]{0,60})")


@dataclass(frozen=True)
class Piece:
    """A stretch of a note: `href` for a link, `is_person` for a name that was told."""

    text: str
    href: str = ""
    is_person: bool = False


def tidy(text: str) -> str:
    """The text with plain line breaks and no blank ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _name_pattern(names: Iterable[str]) -> re.Pattern | None:
    # The longest first: “@Ada Lovelace” is not “@Ada”.
    ordered = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not ordered:
        return None
    return re.compile(rf"(?<![\w@/.])@({'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def named_in(text: str, names: Iterable[str]) -> set[str]:
    """Which of the names stand in the text after an @, in small letters."""
    pattern = _name_pattern(names)
    return {match.group(1).casefold() for match in pattern.finditer(text)} if pattern else set()


def unknown_names(text: str, names: Iterable[str]) -> list[str]:
    """What follows an @ in the text and is none of the names, once each, in order."""
    pattern = _name_pattern(names)
    rest = pattern.sub(" ", text) if pattern else text
    return list(dict.fromkeys(match.group(1).rstrip(".'’-") for match in _AT.finditer(rest)))


def pieces(text: str, names: Iterable[str] = ()) -> list[Piece]:
    """The text cut into plain stretches, links and the names of people. Nothing is lost or added."""
    pattern = _name_pattern(names)
    cut: list[Piece] = []
    for stretch in _links(text):
        if stretch.href or pattern is None:
            cut.append(stretch)
        else:
            cut += _people(stretch.text, pattern)
    return cut


def _links(text: str) -> list[Piece]:
    found, end = [], 0
    for match in _LINK.finditer(text):
        address = match.group().rstrip(_TRAILING)
        if match.group().endswith(")") and "(" in address:
            address = match.group().rstrip(_TRAILING.replace(")", ""))
        if address.rpartition("//")[2] == "":
            continue
        found += [Piece(text[end : match.start()]), Piece(address, href=address)]
        end = match.start() + len(address)
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


def _people(text: str, pattern: re.Pattern) -> list[Piece]:
    found, end = [], 0
    for match in pattern.finditer(text):
        found += [Piece(text[end : match.start()]), Piece(match.group(), is_person=True)]
        end = match.end()
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]
