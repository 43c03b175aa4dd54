# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts wikitext into pieces that a parser gets through in bounded time, and marks those it would not.

mwparserfromhell takes quadratic time for markup that is opened and never closed, and recurses without a
limit into braces. A piece ends at a line's end where nothing is open, so one broken spot spoils one piece.
"""

import re
from collections import Counter
from collections.abc import Iterator

# Unclosed openers × characters. Measured at 70 to 220 ns each: well under a second in all.
COST = 3_000_000
# Nodes cost about 30 µs each to make and to write.
NODES = 8_000
# What is shown of a page, in characters: sixteen thousand words. The rest stands where it was written.
SHOWN = 100_000
DEEPEST = 25
SHORTEST = 2_000

_TOKEN = re.compile(
    r"\n|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,19})[^<>\n]*(?P<end>/?>)?|<!--|-->"
    r"|\{\||\|\}|\{\{|\}\}|\[\[|\]\]|\[(?=[a-zA-Z/])|\]"
)
_NODE = re.compile(r"''|&|\|\||!!|^[*#:;|!=]+|\[|\{|<|://", re.MULTILINE)
# A line of a list and a heading are a mark and a text, and cost what two do.
_DOUBLE = frozenset("*#:;=")
_CLOSES = {"}}": "{{", "|}": "{|", "]]": "[[", "]": "[", "-->": "<!--"}
_NEVER_CLOSED = frozenset(["br", "hr", "wbr", "img", "li", "dt", "dd", "tr", "td", "th", "p", "references"])


class Budget:
    """What may still be spent on parsing and showing; shared by all sections of a page."""

    def __init__(self, cost: int = COST, nodes: int = NODES, shown: int = SHOWN):
        self.cost, self.nodes, self.shown = cost, nodes, shown

    def cut(self, text: str) -> str:
        """As much of the text as may still be shown, to the end of a line where there is one; it is paid for."""
        if len(text) > self.shown:
            text = text[: text.rfind("\n", 0, self.shown) + 1 or self.shown]
            self.shown = 0
        else:
            self.shown -= len(text)
        return text

    def allows(self, piece: str, unclosed: int, depth: int) -> bool:
        """Whether the piece may be parsed; if so, it is paid for."""
        cost = (unclosed + 1) * len(piece)
        nodes = sum(2 if found[0] in _DOUBLE else 1 for found in _NODE.findall(piece))
        if depth > DEEPEST or cost > self.cost or nodes > self.nodes:
            return False
        self.cost -= cost
        self.nodes -= nodes
        return True


class _Opened:
    """What is open at a place in the text, and how much was opened in vain."""

    def __init__(self):
        self.stack: list[str] = []
        self.count: Counter[str] = Counter()
        self.lost = self.deepest = 0

    def open(self, kind: str) -> None:
        self.stack.append(kind)
        self.count[kind] += 1
        self.deepest = max(self.deepest, len(self.stack))

    def close(self, kind: str) -> None:
        if not self.count[kind]:
            return
        while (top := self.stack.pop()) != kind:
            self.count[top] -= 1
            self.lost += 1
        self.count[kind] -= 1

    def see(self, match: re.Match[str]) -> None:
        name, token = match["name"], match[0]
        if name and not match["end"]:
            self.lost += 1
        elif name:
            if name.lower() in _NEVER_CLOSED or token.endswith("/>"):
                return
            (self.close if match["close"] else self.open)(name.lower())
        elif token in _CLOSES:
            self.close(_CLOSES[token])
        else:
            self.open(token)


def pieces(text: str, budget: Budget) -> Iterator[tuple[str, bool]]:
    """Yield (piece, whether it may be parsed); joined, the pieces are the text. Takes linear time."""
    opened, start = _Opened(), 0
    for match in _TOKEN.finditer(text):
        if match[0] != "\n":
            opened.see(match)
        elif not opened.stack and match.end() - start >= SHORTEST:
            piece = text[start : match.end()]
            yield piece, budget.allows(piece, opened.lost, opened.deepest)
            opened, start = _Opened(), match.end()
    if rest := text[start:]:
        yield rest, budget.allows(rest, opened.lost + len(opened.stack), opened.deepest)
