# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts with placeholders, and plain texts with headings and lists: read without a template language.

A placeholder is `{name}`; what is not among the given names stays as it was written, so that nothing in a
text can reach anything but words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_PLACEHOLDER = re.compile(r"\{([a-z_]{1,40})\}")


def fill(text: str, words: Mapping[str, object]) -> str:
    """The text with the words in its placeholders' places; each is put in once and never read again."""
    return _PLACEHOLDER.sub(lambda found: str(words.get(found[1], found[0])), text)


def placeholders(text: str) -> set[str]:
    """The names that stand between braces."""
    return set(_PLACEHOLDER.findall(text))


@dataclass
class Block:
    """A heading, a paragraph, or a list with its lines."""

    kind: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def blocks(text: str) -> list[Block]:
    """The parts between empty lines: `## ` begins a heading, `- ` each line of a list."""
    found = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("## "):
            found.append(Block("heading", [lines[0].removeprefix("## ")]))
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            found.append(Block("list", [line.removeprefix("- ") for line in lines]))
        elif lines:
            found.append(Block("paragraph", lines))
    return found
