# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study as one wikitext for those who like to edit it so, and back into sections; nothing of it is lost.

Unlike `sections.write`, which writes for the wiki, it keeps each section's own heading and empty sections, and
unlike `sections.split`, which reads the wiki's pages, it takes no category or marker away from what was typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casestudies.parsing.headings import FORM, LONGEST
from casestudies.parsing.sections import ParsedSection, pieces
from casestudies.parsing.unclosed import hidden_in

_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_PLACES = {key: number for number, key in enumerate(FORM)}
# A heading as `whole` writes it: where sections meet.
_SEAM = re.compile(r"(?<=\n\n)== [^=\n]{1,300} ==$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OwnHeading:
    """A heading in a text that makes a section: of the form (`key`), or one under its own name ("other")."""

    key: str
    heading: str
    line: int


def whole(sections: Iterable[ParsedSection]) -> str:
    """All sections as one wikitext, empty ones too; what stands under no heading comes first."""
    sections = list(sections)
    bare = [section.text for section in sections if not _heading(section)]
    headed = [section for section in sections if _heading(section)]
    parts = [text for text in bare if text]
    parts += [f"== {_heading(section)} ==\n\n{section.text}".rstrip("\n") for section in headed]
    return "\n\n".join(parts) + "\n"


def cut(text: str) -> list[ParsedSection]:
    """The sections of such a wikitext. A heading of the form is none of the section's own.

    Markup that never closes, or closes only in another section, does not swallow the headings between.
    """
    text = text.replace("\r\n", "\n")
    found, position = [], 0
    for piece in pieces(_closed(text)):
        start = position + len(piece.head)
        position = start + len(piece.body)
        body = _BLANK_LINES.sub("", text[start:position]).rstrip()
        heading = "" if piece.heading == FORM.get(piece.key) else piece.heading
        if len(heading) > LONGEST:
            heading, body = heading[:LONGEST], f"{heading[LONGEST:]}\n\n{body}".rstrip()
        if piece.head or body:
            found.append(ParsedSection(piece.key, heading, body))
    return found


def completed(sections: Sequence[ParsedSection]) -> list[ParsedSection]:
    """The sections, and the form's that are not among them, each before the next of the form."""
    full = [replace(each, heading="") if each.heading == FORM.get(each.key) else each for each in sections]
    there = {section.key for section in full}
    for key in reversed(FORM):
        if key not in there:
            later = [n for n, each in enumerate(full) if _PLACES.get(each.key, -1) > _PLACES[key]]
            full.insert(later[0] if later else _after_form(full), ParsedSection(key, "", ""))
    return full


def own_headings(section: ParsedSection) -> list[OwnHeading]:
    """The headings and labels inside a section's text that on a page make sections of their own."""
    head = f"== {_heading(section) or FORM['summary']} ==\n"
    text = head + section.text
    found, position, line = [], 0, 0
    for piece in pieces(text):
        if piece.head and position:
            found.append(OwnHeading(piece.key, piece.heading, line))
        end = position + len(piece.head) + len(piece.body)
        line += text.count("\n", position, end)
        position = end
    return found


def _heading(section: ParsedSection) -> str:
    return section.heading or FORM.get(section.key, "")


def _after_form(sections: Sequence[ParsedSection]) -> int:
    """After the last section of the form, or after what stands under no heading."""
    places = [n for n, each in enumerate(sections) if each.key in _PLACES or not each.heading]
    return places[-1] + 1 if places else 0


def _closed(text: str) -> str:
    """The text, to the sign as long, without the beginnings of what reaches into another section, or never ends."""
    lines = [match.start() for match in _SEAM.finditer(text)]
    parts, position = [], 0
    for start, _opened, end, _mark in hidden_in(text, lines):
        if end is None:
            parts += [text[position:start], " "]
            position = start + 1
    return "".join([*parts, text[position:]])
