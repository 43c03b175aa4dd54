# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikitext in linear time: what to hide from a parser, what to cut away, and when a page is not worth parsing.

mwparserfromhell needs quadratic time for markup that is opened and never closed (20,000 bare `<ref>` took it
23 seconds), so it only ever sees short fragments, and none before `guard` has looked at the page.
"""

import re
from collections import Counter

import mwparserfromhell
from mwparserfromhell.parser import ParserError

LONGEST_PAGE = 2_200_000  # MediaWiki itself stores 2 MB at most
MOST_MARKUP = 60_000
MOST_UNCLOSED = 300
LONGEST_FRAGMENT = 5_000

_PAIRS = {"}}": "{{", "]]": "[[", "|}": "{|"}
_MARKUP = re.compile(
    r"<(/?)([a-z][a-z0-9]{0,19})[^<>]*(>|)|\{\{|\}\}|\[\[|\]\]|(?<!\{)\{\||\|\}(?!\})", re.IGNORECASE
)
_NEVER_CLOSED = frozenset(
    ["br", "hr", "wbr", "img", "li", "dt", "dd", "tr", "td", "th", "p", "references", "section"]
)
UNREAD = re.compile(r"<!--|<(nowiki|pre|syntaxhighlight|source|math)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
CLOSINGS = {
    name: re.compile(f"</{name}>" if name else "-->", re.IGNORECASE)
    for name in ("", "nowiki", "pre", "syntaxhighlight", "source", "math")
}
_TRANSLATION = re.compile(
    r"</?translate(?:\s[^<>]{0,100})?>|(?m:^<!--T:[^<>]{1,40}?-->\n)|\s?<!--T:[^<>]{1,40}?-->|<tvar[\s|][^<>]{0,200}>|</tvar>|</>"
    r"|<languages\s{0,5}/>|</?(?:noinclude|onlyinclude)\s{0,5}/?>",
    re.IGNORECASE,
)
_INCLUDE_ONLY = ("<includeonly>", "</includeonly>")
_QUOTES = re.compile(r"'{2,5}")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


class Unparsable(Exception):
    """This text is too large or too broken to be parsed in bounded time; `reason` says in words what it was."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def guard(text: str) -> None:
    """Raise Unparsable unless the wikitext is of a size and shape that parsers survive. Takes linear time."""
    if len(text) > LONGEST_PAGE:
        raise Unparsable(f"The page is larger than {LONGEST_PAGE:,} characters.")
    opened: Counter[str] = Counter()
    depth = 0
    for count, match in enumerate(_MARKUP.finditer(text), 1):
        if count > MOST_MARKUP:
            raise Unparsable(f"The page holds more than {MOST_MARKUP:,} pieces of markup.")
        kind, opens = _kind(match)
        if not kind:
            continue
        if opens:
            opened[kind] += 1
            depth += 1
        elif opened[kind]:
            opened[kind] -= 1
            depth -= 1
        if depth > MOST_UNCLOSED:
            raise Unparsable(
                f"The page opens more than {MOST_UNCLOSED} links, templates or tags without closing them."
            )


def _kind(match: re.Match[str]) -> tuple[str, bool]:
    """Tell what a piece of markup opens or closes; the kind is empty if it stands for itself."""
    name = match[2]
    if name is None:
        token = match[0]
        return (_PAIRS[token], False) if token in _PAIRS else (token, True)
    if match[3] == "":
        return "<", True  # a tag that never ends
    if name.lower() in _NEVER_CLOSED or match[0].endswith("/>"):
        return "", True
    return name.lower(), not match[1]


def without_markers(text: str) -> str:
    """Return the text without the Translate extension's markers, inclusion tags and parts not shown on the page."""
    return _TRANSLATION.sub("", drop_between(text, *_INCLUDE_ONLY))


def hide_unread(text: str, fill: str = " ") -> str:
    """Return the text with comments and unparsed blocks (nowiki, pre, …) blanked out.

    With the usual `fill` every character keeps its place and line breaks stay; with "" they are cut out.
    """
    parts, position, endless = [], 0, set()
    for match in UNREAD.finditer(text):
        if match.start() < position:
            continue
        name = match[1].lower() if match[1] else ""
        if name in endless:
            continue
        closing = CLOSINGS[name].search(text, match.end())
        if closing is None and name:
            endless.add(name)
            continue
        end = closing.end() if closing else len(text)  # an unclosed comment hides the rest of the page
        parts += [text[position : match.start()], _blank(text[match.start() : end], fill)]
        position = end
    return "".join([*parts, text[position:]])


def _blank(text: str, fill: str) -> str:
    return "".join("\n" if char == "\n" else fill for char in text) if fill else ""


def drop_between(text: str, opening: str, closing: str) -> str:
    """Return the text without what stands between these two marks, nested ones included; an unclosed mark stays."""
    spans, starts, depth = [], [], 0
    for match in re.finditer(f"{re.escape(opening)}|{re.escape(closing)}", text):
        if match[0] == opening:
            starts.append(match.start())
            depth += 1
        elif depth:
            depth -= 1
            start = starts.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, match.end()))
    kept, position = [], 0
    for start, end in spans:
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])


def plain(fragment: str) -> str:
    """Return a short piece of wikitext (a paragraph) as plain text on one line. Raises Unparsable."""
    fragment = fragment[:LONGEST_FRAGMENT].replace("[[:", "[[")
    guard(fragment)
    try:
        code = mwparserfromhell.parse(fragment, skip_style_tags=True)
    except ParserError as error:
        raise Unparsable("The page's markup cannot be parsed.") from error
    return one_line(code.strip_code(normalize=True, collapse=True))


def one_line(text: str) -> str:
    """Return the text without quote marks of bold and italics, leftover tags and runs of blanks."""
    return _SPACE.sub(" ", _TAG.sub("", _QUOTES.sub("", text))).strip()
