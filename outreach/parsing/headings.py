# SPDX-License-Identifier: GPL-3.0-or-later
"""Heading lines of wikitext: how deep one is, and what it says in plain words."""

import re

from outreach.parsing.wikitext import one_line

_HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]{0,100})?>([^\n]{1,300})</h\1>", re.IGNORECASE)
_MARKS = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_LINKED = re.compile(
    r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{0,300})\]\]|\{\{[^{}\n]{0,300}\}\}|<!--.{0,300}?-->"
)
_NO_BRACKETS = str.maketrans("", "", "[]{}<>")
_QUOTES = re.compile(r"'{2,}")


def heading_of(line: str) -> tuple[int, str]:
    """Return the level and the text of a heading line; level 0 for any other line."""
    line = line.strip()
    if line[:2].lower() == "<h" and (html := _HTML_HEADING.fullmatch(line)):
        return int(html[1]), html[2].strip()
    if len(line) < 3 or not (line[0] == line[-1] == "="):
        return 0, ""
    level = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")), (len(line) - 1) // 2, 6)
    return level, line[level:-level].strip()


def shown_heading(title: str) -> str:
    """Return a heading as plain words; doing it again changes nothing, or writing and reading would not agree."""
    words = one_line(_LINKED.sub(r"\1", _MARKS.sub("", title))).translate(_NO_BRACKETS)
    return " ".join(_QUOTES.sub("", words).split()).strip(" =:")
