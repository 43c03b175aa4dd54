# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts a section's wikitext into sentences a reader can read by themselves, in linear time."""

import re
from collections.abc import Iterator

from outreach.parsing.emails import strip_emails
from outreach.parsing.media import without_pictures
from outreach.parsing.wikitext import drop_between, hide_unread, plain

# A full stop ends a sentence before a blank and something that is no small letter; "e.g. this" goes on.
_END = re.compile(r"(?<=[.!?…؟。！？])[\"'”»)\]]{0,2}(?:\s{1,5}(?=[^a-z\s])|(?<=[。！？]))")
_LABEL = re.compile(r"^\s{0,5}[*#:;]{1,6}\s{0,5}")
_SKIPPED = re.compile(r"^\s{0,5}(?:[={}|!]|<gallery|----|\[\[\s?(?:file|image|category)\s?:)", re.IGNORECASE)
_GALLERY = re.compile(r"<gallery\b[^<>]{0,500}>[^<]{0,20000}</gallery>", re.IGNORECASE)
_REF = re.compile(r"<ref\b[^<>]{0,300}/>", re.IGNORECASE)
READ_OF_A_SECTION = 30_000
MOST_LINES = 400
LONGEST_LINE = 5_000


def sentences(wikitext: str) -> Iterator[tuple[int, str]]:
    """Yield (paragraph, sentence), the sentences as plain words without addresses of people.

    Raises Unparsable, as all that reads wikitext does.
    """
    text = hide_unread(wikitext[:READ_OF_A_SECTION], fill="")
    text = drop_between(_REF.sub("", text), "<ref", "</ref>")
    text = _GALLERY.sub("", drop_between(drop_between(text, "{|", "\n|}"), "{{", "}}"))
    for number, line in enumerate(without_pictures(text).split("\n")[:MOST_LINES]):
        if _SKIPPED.match(line):
            continue
        said = strip_emails(plain(_LABEL.sub("", line[:LONGEST_LINE]))).strip()
        for sentence in _END.split(said):
            if sentence and (sentence := " ".join(sentence.split())):
                yield number, sentence
