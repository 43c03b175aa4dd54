# SPDX-License-Identifier: GPL-3.0-or-later
"""The authors of a newsletter report, from the second argument of its title template: "By X and Y"."""

import re
from dataclasses import dataclass
from html import unescape
from itertools import islice

from outreach.parsing.mentions import Mention, mention
from outreach.parsing.usernames import user_links, username

_TITLE = re.compile(r"\{\{\s{0,5}GLAM/Newsletter/Title2?\s{0,5}\|", re.IGNORECASE)
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\|")
_BY = re.compile(r"\s{0,10}(?:2\s?=\s?)?(?:by|par|por|von|di)\b[\s:]{0,5}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s{0,5}(?:,|;|&(?!#)|\band\b|\bet\b|\bund\b|\by\b)\s{0,5}", re.IGNORECASE)
LONGEST_TEMPLATE = 4000
MOST_TEMPLATES = 50


@dataclass(frozen=True, slots=True)
class TitleTemplate:
    """A report's title template: where it stands, its arguments, and whether anybody closed it.

    An unclosed one ends with its line.
    """

    start: int
    end: int
    arguments: list[str]
    is_closed: bool


def title_templates(text: str) -> list[TitleTemplate]:
    """Return the title templates of a report in their order, at most fifty."""
    found = []
    for match in islice(_TITLE.finditer(text), MOST_TEMPLATES):
        if found and match.start() < found[-1].end:
            continue
        inside = text[match.end() : match.end() + LONGEST_TEMPLATE]
        arguments, end = _arguments(inside)
        if is_closed := end > 0:
            end += match.end()
        else:
            line = inside.split("\n", 1)[0]
            # The bars of whole links are none of the template's; where a link does not end either, every bar counts.
            arguments, end = _arguments(line + "}}")[0] or line.split("|"), match.end() + len(line)
        found.append(TitleTemplate(match.start(), end, arguments, is_closed))
    return found


def byline_mentions(text: str) -> list[Mention]:
    """Return the people named in by-lines; linked ones with more confidence than bare names.

    A bare name may be a slip of the pen ("By and Victuallers"): then what remains is a name all the same.
    """
    found = []
    for template in title_templates(text):
        arguments = template.arguments
        if len(arguments) > 1 and (by := _BY.match(arguments[1])):
            found += _authors(arguments[1][by.end() :])
    return found


def _authors(byline: str) -> list[Mention]:
    byline = unescape(byline)
    links = user_links(byline)
    found = [mention(link.username, shape="byline", confidence=0.95) for link in links]
    bare = list(byline)
    for link in links:
        bare[link.start : link.end] = "," * (link.end - link.start)
    for name in _BETWEEN.split("".join(bare)):
        if "[" not in name and "{" not in name and (name := username(name.strip(" .'"))):
            found.append(mention(name, shape="byline", confidence=0.5))
    return found


def _arguments(text: str) -> tuple[list[str], int]:
    """Split a template's arguments at its own bars, not at those of links and templates inside; where it ends.

    ([], 0) if it is unclosed.
    """
    arguments, depth, start = [], 0, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("{{", "[["):
            depth += 1
        elif token == "|" and not depth:
            arguments.append(text[start : match.start()])
            start = match.end()
        elif token == "}}" and not depth:
            return [*arguments, text[start : match.start()]], match.end()
        elif token in ("}}", "]]"):
            depth = max(0, depth - 1)
    return [], 0
