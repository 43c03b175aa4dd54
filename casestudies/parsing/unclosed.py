# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds markup that opens and does not close, or closes what nobody opened, with its line. Linear in the text.

It only tells: what a person is in the middle of writing is often not closed yet.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.parsing.wikitext import CLOSINGS, UNREAD

MOST = 20
_PAIRS = {"}}": "{{", "]]": "[[", "|}": "{|"}
# Tags that somebody closes. Of others MediaWiki thinks nothing, or closes them by itself.
_TAGS = (
    "ref|gallery|div|span|blockquote|center|small|big|b|i|u|s|sub|sup|em|strong|code|tt|poem|table|ul|ol"
    "|del|ins|translate|noinclude|includeonly|onlyinclude"
)
_MARKUP = re.compile(
    rf"<(/?)({_TAGS})(?=[\s/>])[^<>]*(>|)|\{{\{{|\}}\}}|\[\[|\]\]|(?<!\{{)\{{\||\|\}}(?!\}})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A mark without its counterpart: as it stands in the text, on which line, and whether it opens."""

    mark: str
    line: int
    is_opening: bool


def unclosed_in(text: str) -> list[Unclosed]:
    """The first marks of a wikitext that lack the other half, in the order of the text."""
    found, shown = [], list(text)
    for start, opened, end, mark in hidden_in(text):
        if end is None:
            found.append((start, mark, True))
        shown[start : end or opened] = " " * ((end or opened) - start)
    found += _unpaired("".join(shown))
    return [
        Unclosed(mark, text.count("\n", 0, start) + 1, is_opening)
        for start, mark, is_opening in sorted(found)[:MOST]
    ]


def hidden_in(text: str, walls: Sequence[int] = ()) -> Iterator[tuple[int, int, int | None, str]]:
    """Yield (start, end of the opening mark, end, mark) of comments and of what is not read as wikitext.

    The end is None for one that never closes, or only behind the next of the `walls` (places in the text, in
    order); what stands after such a mark is looked at as if it were not there.
    """
    closings: dict[str, tuple[list[int], list[int]]] = {}
    position = 0
    for match in UNREAD.finditer(text):
        if match.start() < position:
            continue
        name = (match[1] or "").lower()
        if name not in closings:
            spans = [each.span() for each in CLOSINGS[name].finditer(text)]
            closings[name] = [start for start, _end in spans], [end for _start, end in spans]
        starts, ends = closings[name]
        place = bisect_left(starts, match.end())
        wall = bisect_left(walls, match.end())
        end = ends[place] if place < len(ends) else None
        if end and wall < len(walls) and walls[wall] < end:
            end = None
        yield match.start(), match.end(), end, f"<{name}>" if name else "<!--"
        position = end or match.end()


def _unpaired(text: str) -> Iterator[tuple[int, str, bool]]:
    stack: list[tuple[str, int, str]] = []
    open_now: Counter[str] = Counter()
    for match in _MARKUP.finditer(text):
        kind, mark, is_opening = _read(match)
        if not kind:
            continue
        if is_opening:
            stack.append((kind, match.start(), mark))
            open_now[kind] += 1
        elif not open_now[kind]:
            yield match.start(), mark, False
        else:
            while (top := stack.pop())[0] != kind:
                open_now[top[0]] -= 1
                yield top[1], top[2], True
            open_now[kind] -= 1
    for _kind, start, mark in stack:
        yield start, mark, True


def _read(match: re.Match[str]) -> tuple[str, str, bool]:
    """What a piece of markup opens or closes, as it is named to a person; the kind is empty if it stands alone."""
    name = (match[2] or "").lower()
    if not name:
        return _PAIRS.get(match[0], match[0]), match[0], match[0] not in _PAIRS
    if match[0].endswith("/>"):
        return "", "", True
    mark = f"<{match[1]}{name}{match[3]}"
    if not match[3]:
        return f"<{name}", mark, True  # a tag that never ends
    return name, mark, not match[1]
