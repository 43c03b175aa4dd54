# SPDX-License-Identifier: GPL-3.0-or-later
"""The one reviewed place where wikitext becomes HTML that templates print unescaped.

Three fences: `writer` writes only tags of its own and escapes every other character; nh3 then keeps a
fixed list of tags and attributes; what cannot be parsed in bounded time is shown as escaped plain text.
"""

import re

import mwparserfromhell
import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from mwparserfromhell.parser import ParserError

from outreach.parsing.emails import strip_emails
from outreach.parsing.wikitext import drop_between, without_markers
from outreach.rendering.links import Links
from outreach.rendering.pieces import Budget, pieces
from outreach.rendering.writer import Writer

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "u",
        "ul",
    ]
)
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "div": {"tabindex", "role", "aria-label"},
}
CLASSES = {"div": {"scroll"}, "ol": {"notes"}, "ul": {"gallery"}}
# Private characters, so that no text of anybody's holds them by accident; if it does, nh3 still closes the tags.
MARK_START, MARK_END = "\ue000", "\ue001"
# Neither a mirrored text nor its pictures load anything: no src, no style, no event, no id.
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    allowed_classes=CLASSES,
    url_schemes={"http", "https"},
    link_rel="nofollow noopener noreferrer",
    url_relative="deny",
)
# A hundred thousand asterisks are a list nobody can read, and a node each to the parser.
_DEEP_LIST = re.compile(r"^([*#:;]{6})[*#:;]+", re.MULTILINE)
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}


def render(wikitext: str, *, page_url: str = "", title: str = "", budget: Budget | None = None) -> SafeString:
    """Wikitext as HTML that may stand in a page of ours, whatever was written in it.

    `page_url` is where the wiki's pages are read ($1 for a title) and `title` the page the text is from: both
    only make links. `budget` is shared by the sections of one page. E-mail addresses are left out. Of more text than
    the budget lets be shown the beginning is, and that there is more is said.
    """
    budget = budget or Budget()
    shown = budget.cut(wikitext)
    text = shown.translate(_UNPRINTABLE)
    text = _DEEP_LIST.sub(r"\1", drop_between(strip_emails(without_markers(text)), "<!--", "-->"))
    writer = Writer(Links(page_url, title))
    for piece, is_bounded in pieces(text, budget):
        nodes = _parse(piece) if is_bounded else None
        if nodes is None:
            writer.plain(piece)
        else:
            writer.feed(nodes)
    if len(shown) < len(wikitext):
        writer.plain(_("The text goes on; the rest of it is too long to be shown here."))
    return _safe(writer.finish())


def plain(text: str) -> SafeString:
    """Any text as escaped paragraphs."""
    writer = Writer(Links())
    writer.plain(text.translate(_UNPRINTABLE))
    return _safe(writer.finish())


def highlighted(text: str) -> SafeString:
    """Plain text in which MARK_START and MARK_END stand around what was searched for."""
    marked = escape(text).replace(MARK_START, "<mark>").replace(MARK_END, "</mark>")
    return _safe(marked)


def _parse(piece: str):
    """The piece's nodes; None when the parser gives up on it."""
    try:
        return mwparserfromhell.parse(piece).nodes
    except (ParserError, RecursionError):
        return None


def _safe(html: str) -> SafeString:
    return mark_safe(_CLEANER.clean(html))  # noqa: S308  what nh3 cleaned
