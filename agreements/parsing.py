# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain text of clauses: paragraphs, “- ” lists and the names a template leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass

# What stands where a template asks for something that is not known yet, to be filled in by hand.
BLANK = "______"


@dataclass(frozen=True)
class Block:
    """A paragraph (its lines) or a list (its points)."""

    is_list: bool
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The paragraphs and lists of a text: an empty line ends either, a “- ” begins a point.

    A line after a point that has no “- ” of its own goes on with the point.
    """
    found: list[Block] = []
    for part in text.replace("\r\n", "\n").split("\n\n"):
        found += _blocks_of(part)
    return found


def _blocks_of(part: str) -> list[Block]:
    runs: list[tuple[bool, list[str]]] = []
    for line in filter(None, map(str.strip, part.split("\n"))):
        is_point = line.startswith(("- ", "– ", "* ", "• "))
        in_list = bool(runs) and runs[-1][0]
        if is_point:
            if not in_list:
                runs.append((True, []))
            runs[-1][1].append(line[2:].strip())
        elif in_list:
            runs[-1][1][-1] += f" {line}"
        elif runs:
            runs[-1][1].append(line)
        else:
            runs.append((False, [line]))
    return [Block(is_list, tuple(lines)) for is_list, lines in runs]


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with each `{name}` replaced by its word, a missing word by a blank; other braces stay.

    In one pass, so that a word is never read as a template itself.
    """
    pieces = text.split("{")
    made = [pieces[0]]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        made.append(f"{words[name] or BLANK}{rest}" if brace and name in words else "{" + piece)
    return "".join(made)
