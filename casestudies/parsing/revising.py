# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sections of a case study back into its wiki page, and leaves the rest of the page to the letter.

Templates above the text, categories, markers of translations and headings in the page's own words are not ours:
a change of one section is a change of one section.
"""

from collections.abc import Iterable, Sequence

from casestudies.parsing.headings import FORM
from casestudies.parsing.sections import ParsedSection, Piece, furniture_of, pieces, split, write
from outreach.parsing.wikitext import without_markers

_PLACES = {key: number for number, key in enumerate(FORM)}


def read(page: str) -> tuple[ParsedSection, ...]:
    """The sections of a page's wikitext, as the mirror reads them."""
    return split(without_markers(page.replace("\r\n", "\n")))[0]


def compose(sections: Iterable[ParsedSection], *, before: str = "", after: str = "") -> str:
    """A new page: the sections that say something under the form's headings, between the wiki's furniture."""
    filled = [section for section in sections if section.text.strip()]
    parts = [before.strip(), write(filled).strip(), after.strip()]
    return "\n\n".join(part for part in parts if part) + "\n"


def are_same(some: Iterable[ParsedSection], others: Iterable[ParsedSection]) -> bool:
    """Whether both say the same under the same keys; order, empty sections and the words of headings do not count."""
    return _said(some) == _said(others)


def _said(sections: Iterable[ParsedSection]) -> list[tuple[str, str]]:
    return sorted((section.key, section.text.strip()) for section in sections if section.text.strip())


def revise(page: str, sections: Sequence[ParsedSection]) -> str:
    """The page with these sections in place of its own; what says the same stays to the letter.

    A section of the page that is not among them stays; one that is among them and empty is emptied. Where the
    page's shape defeats us it is written anew, its categories and its like kept.
    """
    page = page.replace("\r\n", "\n")
    revised = _revised(pieces(page), sections)
    if are_same(read(revised), _expected(page, sections)):
        return revised
    plain = compose(_expected(page, sections), after=_all_furniture(page))
    return plain if are_same(read(plain), _expected(page, sections)) else revised


def _revised(old: list[Piece], sections: Sequence[ParsedSection]) -> str:
    partners = _paired(old, sections)
    new = [section for section in sections if section.text.strip() and section not in partners.values()]
    parts = []
    for number, piece in enumerate(old):
        for section in [each for each in new if number and _comes_before(each, piece)]:
            parts.append(f"{_break(parts)}{write([section])}\n")
            new.remove(section)
        parts.append(piece.head + _body(piece, partners.get(number)))
    text = "".join(parts)
    if not new:
        return text
    # Categories stay the last thing on a page.
    kept, bottom = _without_bottom(text)
    return f"{kept.rstrip()}\n\n{write(new).strip()}\n{bottom}"


def _body(piece: Piece, section: ParsedSection | None) -> str:
    if section is None or section.text.strip() == piece.text:
        return piece.body
    before, after = furniture_of(piece.body)
    if piece.head and "\n" not in before:
        before = "\n\n" if not before.strip() else before
    if section.text.strip() and not after.startswith("\n"):
        after = f"\n{after}" if after.strip() else "\n"
    return f"{before}{section.text.strip()}{after}"


def _break(parts: list[str]) -> str:
    text = "".join(parts[-2:])
    return "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"


def _paired(old: list[Piece], sections: Sequence[ParsedSection]) -> dict[int, ParsedSection]:
    """{number of the piece: the section that comes from it}: same key and heading first, then the same key."""
    found: dict[int, ParsedSection] = {}
    left = list(sections)
    for is_exact in (True, False):
        for number, piece in enumerate(old):
            if number in found:
                continue
            partner = next((each for each in left if _belong(piece, each, is_exact=is_exact)), None)
            if partner is not None:
                found[number] = partner
                left.remove(partner)
    return found


def _belong(piece: Piece, section: ParsedSection, *, is_exact: bool) -> bool:
    if piece.key != section.key:
        return False
    return not is_exact or section.heading == piece.heading


def _comes_before(section: ParsedSection, piece: Piece) -> bool:
    return _PLACES.get(section.key, len(FORM)) < _PLACES.get(piece.key, -1)


def _expected(page: str, sections: Sequence[ParsedSection]) -> list[ParsedSection]:
    """What a reader must find afterwards: the new sections, and those of the page that are not among them."""
    old = pieces(page)
    partners = _paired(old, sections)
    kept = [
        ParsedSection(piece.key, piece.heading, piece.text)
        for number, piece in enumerate(old)
        if number not in partners
    ]
    return [*sections, *kept]


def _without_bottom(text: str) -> tuple[str, str]:
    before, after = furniture_of(text)
    return (text[: len(text) - len(after)], after) if before or after else (text, "")


def _all_furniture(page: str) -> str:
    lines = []
    for piece in pieces(page):
        before, after = furniture_of(piece.body)
        lines += [line for line in f"{before}\n{after}".split("\n") if line.strip()]
    return "\n".join(lines)
