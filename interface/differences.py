# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed between two texts, line by line and, in a reworded line, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Longer texts are shown whole, before and after: comparing takes as long as both lengths multiplied.
_MOST_WORDS = 1200
_MOST_LINES = 400


@dataclass(frozen=True)
class Piece:
    """Some words: `same`, `gone` or `new`."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[list[Piece]]:
    """The lines of both texts, each in pieces; a line that was reworded is compared word by word."""
    old, new = _lines(before), _lines(after)
    if len(old) + len(new) > _MOST_LINES:
        return [[Piece("gone", line)] for line in old] + [[Piece("new", line)] for line in new]
    found: list[list[Piece]] = []
    for change, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found += [[Piece("same", line)] for line in new[k:m]]
        elif change == "replace" and j - i == m - k:
            found += [_reworded(one, other) for one, other in zip(old[i:j], new[k:m], strict=True)]
        else:
            found += [[Piece("gone", line)] for line in old[i:j]]
            found += [[Piece("new", line)] for line in new[k:m]]
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _reworded(before: str, after: str) -> list[Piece]:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    if len(old) + len(new) > _MOST_WORDS:
        return [Piece("gone", before), Piece("new", after)]
    pieces = []
    for change, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece("same", "".join(new[k:m])))
            continue
        if j > i:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("new", "".join(new[k:m])))
    return pieces
