# SPDX-License-Identifier: GPL-3.0-or-later
"""What is searched and shown of a text without its markup; linear in the length of the text."""

import re
from collections.abc import Iterable

from outreach.parsing.emails import strip_emails
from outreach.parsing.prose import without_notes
from outreach.parsing.wikitext import (
    Unparsable,
    drop_between,
    hide_unread,
    one_line,
    plain,
    without_markers,
)

# The index takes 200,000 characters; a lexeme store of a megabyte is PostgreSQL's own limit.
LONGEST_SEARCHED = 150_000
LONGEST_LEAD = 1_000
_PIPED = re.compile(r"\[\[[^\[\]|]{0,300}\|")
_MARKUP = re.compile(r"\[\[|\]\]|\{\||\|\}|\|-|\|\||^[*#:;=|!]+|=+$|https?://\S{1,2000}", re.MULTILINE)


def searchable(sections: Iterable[tuple[str, str]]) -> str:
    """The words of all (heading, wikitext) pairs, without markup, templates and e-mail addresses."""
    words, left = [], LONGEST_SEARCHED
    for heading, text in sections:
        part = f"{heading} {_words(text[: 2 * left])}"[:left].strip()
        if part:
            words.append(part)
            left -= len(part)
        if left <= 0:
            break
    return "\n".join(words)


def _words(text: str) -> str:
    text = hide_unread(strip_emails(without_markers(text)), fill="")
    text = drop_between(text, "{{", "}}")
    return one_line(_MARKUP.sub(" ", _PIPED.sub("", text)))


def lead_of(texts: Iterable[str]) -> str:
    """The first paragraph of the first text that says something, as plain words."""
    for text in texts:
        for paragraph in text.strip()[:20_000].split("\n\n")[:5]:
            try:
                words = strip_emails(plain(without_notes(paragraph)))
            except Unparsable:
                continue
            if words:
                return words[:LONGEST_LEAD]
    return ""
