# SPDX-License-Identifier: GPL-3.0-or-later
"""Three texts side by side, section by section: the wiki's, ours, and the one both come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from merge3 import Merge3

from casestudies.parsing import ParsedSection

OURS, THEIRS, BOTH = "ours", "theirs", "both"
# The marks that a merge leaves where both changed the same lines.
MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")


@dataclass(frozen=True, slots=True)
class Row:
    """One section in three versions, each "" where it is not there; `merged` is one text made of all."""

    number: int
    key: str
    heading: str
    theirs: str
    ours: str
    base: str
    merged: str
    has_marks: bool

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to decide."""
        return self.theirs == self.ours

    @property
    def suggested(self) -> str:
        """The side that changed, where only one did; else both."""
        if self.ours == self.base:
            return THEIRS
        return OURS if self.theirs == self.base else BOTH


def rows(
    theirs: Sequence[ParsedSection], ours: Sequence[ParsedSection], base: Sequence[ParsedSection]
) -> list[Row]:
    """All sections in the order of the wiki's page, those that only we have after the one they follow with us."""
    sides = [_by_place(side) for side in (theirs, ours, base)]
    places = list(sides[0])
    for place in (*sides[1], *sides[2]):
        if place not in places:
            places.append(place)
    found = []
    for number, place in enumerate(places):
        their, our, old = (side.get(place) for side in sides)
        texts = [each.text.strip() if each else "" for each in (their, our, old)]
        merged = merge(*texts)
        known = their or our or old
        found.append(Row(number, known.key, known.heading, *texts, merged, has_marks(merged)))
    return [row for row in found if row.theirs or row.ours or row.base]


def _by_place(sections: Sequence[ParsedSection]) -> dict[tuple[str, int], ParsedSection]:
    """{(key, which of that key): section}: headings are worded differently on the two sides."""
    seen: dict[str, int] = {}
    placed = {}
    for section in sections:
        number = seen[section.key] = seen.get(section.key, -1) + 1
        placed[section.key, number] = section
    return placed


def merge(theirs: str, ours: str, base: str) -> str:
    """One text with what either side changed; where both changed the same lines, both stand between marks."""
    texts = [f"{text}\n".splitlines(keepends=True) for text in (base, ours, theirs)]
    lines = Merge3(*texts).merge_lines(name_a=OURS, name_b=THEIRS)
    return "".join(lines).strip()


def has_marks(text: str) -> bool:
    """Whether a merge's marks still stand in the text."""
    return any(line.startswith((MARKS[0], MARKS[2])) for line in text.splitlines())
