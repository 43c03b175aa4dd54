# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitables as rows of cells: line by line, for tables as people write them, without a parser's cost."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

# A cell may begin with attributes and a bar: `style="…" | text`.
_ATTRIBUTES = re.compile(
    r"""\s{0,20}(?:[\w:-]{1,40}\s?=\s?(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s|"'=]{1,100})(?:\s{1,20}|(?=\|))){1,20}\|(?!\|)"""
)

_ROWSPAN = re.compile(r"""[^|\[{]{0,150}\browspan\s?=\s?["']?(\d{1,3})""", re.IGNORECASE)
LONGEST_ATTRIBUTES = 300
MOST_ROWS = 200


@dataclass
class Table:
    """The cells of one table, still wikitext; `headings` is the first row if it is marked as such."""

    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def split_tables(text: str) -> tuple[str, list[Table]]:
    """Return the text outside of tables, and the tables. A table inside a cell ends up as part of that cell."""
    outside, inside, tables, depth = [], [], [], 0
    for line in text.split("\n"):
        start = line.lstrip(" :*#")
        if start.startswith("{|"):
            depth += 1
            if depth == 1:
                inside = []
                continue
        if not depth:
            outside.append(line)
            continue
        if start.startswith("|}") and not start.startswith("|}}"):
            depth -= 1
            if not depth:
                tables.append(_table(inside))
                continue
        inside.append(line)
    if depth:
        tables.append(_table(inside))  # a table that is never closed still names people
    return "\n".join(outside), tables


def _table(lines: list[str]) -> Table:
    table = Table()
    reaching_down: dict[int, tuple[str, int]] = {}
    for cells in _rows(lines):
        texts = _filled_up(cells, reaching_down)
        if not table.headings and not table.rows and all(is_heading for _, is_heading in cells):
            table.headings = texts
        else:
            table.rows.append(texts)
    return table


def _filled_up(cells: list[tuple[str, bool]], reaching_down: dict[int, tuple[str, int]]) -> list[str]:
    """Return the row's texts with those that an earlier row's rowspan stretches into it, and note its own."""
    row: list[str] = []
    waiting = deque(text for text, _ in cells)
    while waiting or len(row) in reaching_down:
        column = len(row)
        text, more = reaching_down.pop(column, ("", 0))
        if not more:
            raw = waiting.popleft()
            span = _ROWSPAN.match(raw[:LONGEST_ATTRIBUTES])
            text, more = _without_attributes(raw), min(int(span[1]), MOST_ROWS) if span else 1
        if more > 1:
            reaching_down[column] = (text, more - 1)
        row.append(text)
    return row


def _without_attributes(cell: str) -> str:
    attributes = _ATTRIBUTES.match(cell)
    return cell[attributes.end() if attributes else 0 :].strip()


def _rows(lines: list[str]) -> Iterator[list[tuple[str, bool]]]:
    """Yield rows of (cell, is a heading); what follows a cell on lines of its own belongs to it."""
    row: list[tuple[list[str], bool]] = []
    for line in lines:
        mark = line.lstrip()
        if mark.startswith("|-"):
            if row:
                yield _joined(row)
            row = []
        elif mark.startswith("|+"):
            continue
        elif mark.startswith(("|", "!")):
            is_heading = mark[0] == "!"
            cells = mark[1:].replace("!!", "||") if is_heading else mark[1:]
            row += [([cell], is_heading) for cell in cells.split("||")]
        elif row:
            row[-1][0].append(line)
    if row:
        yield _joined(row)


def _joined(row: list[tuple[list[str], bool]]) -> list[tuple[str, bool]]:
    """Each cell's lines as one text: added up one by one they would cost time in proportion to their square."""
    return [("\n".join(lines), is_heading) for lines, is_heading in row]
