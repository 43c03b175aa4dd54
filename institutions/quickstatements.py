# SPDX-License-Identifier: GPL-3.0-or-later
"""QuickStatements, version 1: commands as lines of columns between tabs; pure Python.

What the tool makes of a line was read off its parser: columns are cut at tabs, a text is whatever stands between
the first and the last quotation mark of its column, so quotation marks inside it stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interface.addresses import web_address

NEW = "LAST"
LONGEST_LABEL = 250
LONGEST_TEXT = 1500
REFERENCE_URL, RETRIEVED = "S854", "S813"
_ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_PROPERTY = re.compile(r"P[1-9]\d{0,9}", re.ASCII)
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.ASCII)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class Unfit(ValueError):
    """A value that cannot stand in a command."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a statement can be checked: an address, and the day somebody looked there."""

    address: str = ""
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for: the language of main names, whether new items, whether values beside others."""

    language: str = "en"
    with_new: bool = False
    with_beside: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to add: a label (`Lfr`), a description (`Den`) or a statement (`P856`), with its value written out."""

    what: str
    value: str

    @property
    def is_statement(self) -> bool:
        return self.what.startswith("P")


def text(value: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text in quotation marks, on one line whatever it holds. Raises Unfit."""
    kept = "".join(
        " " if each.isspace() else each
        for each in value
        if each.isspace() or each in "\u200c\u200d" or unicodedata.category(each) not in _UNSEEN
    )
    line = " ".join(kept.split())
    if not line or len(line) > longest:
        raise Unfit(value)
    return f'"{line}"'


def label(code: str, value: str, *, kind: str = "L") -> Command:
    """A label, or with `kind="D"` a description, in a language. Raises Unfit."""
    if not _CODE.fullmatch(code):
        raise Unfit(code)
    return Command(f"{kind}{code}", text(value, longest=LONGEST_LABEL))


def statement(property_id: str, value: str) -> Command:
    """A statement whose value is written out already. Raises Unfit."""
    if not _PROPERTY.fullmatch(property_id):
        raise Unfit(property_id)
    return Command(property_id, value)


def item(value: str) -> str:
    """The number of an item. Raises Unfit."""
    if not _ITEM.fullmatch(value):
        raise Unfit(value)
    return value


def address(value: str) -> str:
    """A web address as a text, its quotation marks and blanks written as addresses write them. Raises Unfit."""
    written = "".join(f"%{ord(each):02X}" if each in '" <>\\^`{|}' else each for each in value)
    if not web_address(written):
        raise Unfit(value)
    return text(written)


def coordinates(latitude: str, longitude: str) -> str:
    """A point on the Earth, in degrees with a decimal point. Raises Unfit."""
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise Unfit(f"{latitude}/{longitude}")
    return f"@{north:.5f}/{east:.5f}"


def day(value: date) -> str:
    """A day, to the day."""
    return f"+{value.isoformat()}T00:00:00Z/11"


def lines(subject: str, commands: Iterable[Command], reference: Reference | None = None) -> list[str]:
    """The commands about one item; for `NEW` the line that makes it comes first. Statements carry the reference."""
    found = ["CREATE"] if subject == NEW else []
    source = _source(reference) if reference else []
    for command in commands:
        # An address is its own proof.
        proof = source if command.is_statement and command.what != "P856" else []
        found.append("\t".join([subject, command.what, command.value, *proof]))
    return found


def _source(reference: Reference) -> list[str]:
    columns = []
    if reference.address:
        columns += [REFERENCE_URL, address(reference.address)]
        if reference.seen_on:
            columns += [RETRIEVED, day(reference.seen_on)]
    return columns
