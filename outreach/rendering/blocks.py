# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists and tables of wikitext as HTML."""

import re
from collections.abc import Callable

from django.utils.html import escape
from mwparserfromhell.nodes import Tag

DEEPEST_LIST = 6
MOST_CELLS = 5_000
_SPAN = re.compile(r"[1-9]\d?")


def listing(items: list[tuple[str, str]]) -> str:
    """Lines with their marks (`*`, `**`, `#` …) as nested lists; the lines are HTML already.

    Terms (`;`) and indented lines (`:`) become items: as definition lists they are rarely well formed.
    """
    written: list[str] = []
    opened: list[str] = []
    for marks, line in items:
        kinds = ["ol" if mark == "#" else "ul" for mark in marks[:DEEPEST_LIST]]
        same = 0
        while same < min(len(kinds), len(opened)) and kinds[same] == opened[same]:
            same += 1
        while len(opened) > same:
            written.append(f"</li></{opened.pop()}>")
        if len(kinds) == same:
            written.append("</li><li>")
        for kind in kinds[same:]:
            opened.append(kind)
            written.append(f"<{kind}><li>")
        written.append(f"<strong>{line}</strong>" if marks.endswith(";") and line else line)
    while opened:
        written.append(f"</li></{opened.pop()}>")
    return "".join(written)


def table(node: Tag, write: Callable, label: str) -> str:
    """A table's rows and cells, without its looks; it scrolls in a box of its own on a narrow screen."""
    rows, caption = _rows(node, write)
    if not rows:
        return ""
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    head = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(label)}">'
        f"<table>{head}<tbody>{body}</tbody></table></div>"
    )


def _rows(node: Tag, write: Callable) -> tuple[list[list[str]], str]:
    rows: list[list[str]] = [[]]
    caption, cells = "", 0
    waiting = list(reversed(_tags(node)))
    while waiting and cells < MOST_CELLS:
        tag = waiting.pop()
        name = str(tag.tag).strip().lower()
        if name in ("tbody", "thead", "tfoot"):
            waiting += reversed(_tags(tag))
        elif name == "tr":
            rows.append([])
            waiting += reversed(_tags(tag))
        elif name in ("td", "th"):
            written = write(tag.contents)
            if tag.wiki_markup == "|" and written.startswith(
                "+"
            ):  # "|+" is no cell to the parser but a caption
                caption = written[1:].strip()
                continue
            rows[-1].append(f"<{name}{_spans(tag)}>{written}</{name}>")
            cells += 1
        elif name == "caption":
            caption = write(tag.contents)
    return [row for row in rows if row], caption


def _tags(node: Tag) -> list[Tag]:
    return (
        [each for each in node.contents.nodes if isinstance(each, Tag)] if node.contents is not None else []
    )


def _spans(tag: Tag) -> str:
    spans = ""
    for name in ("colspan", "rowspan"):
        if tag.has(name):
            value = str(tag.get(name).value).strip()
            if _SPAN.fullmatch(value):
                spans += f' {name}="{value}"'
    return spans
