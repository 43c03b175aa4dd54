# SPDX-License-Identifier: GPL-3.0-or-later
"""The first paragraph that somebody wrote as prose, in linear time."""

import re
from collections.abc import Iterable

from outreach.parsing.emails import strip_emails
from outreach.parsing.media import without_pictures
from outreach.parsing.usernames import name_users
from outreach.parsing.wikitext import Unparsable, drop_between, hide_unread, plain

_GALLERY = re.compile(r"<gallery\b[^<>]{0,500}>(?:[^<]{0,20000})</gallery>", re.IGNORECASE)
_LONE_REF = re.compile(r"<ref(?:erences)?\b[^<>]{0,300}/>", re.IGNORECASE)
_NOT_PROSE = re.compile(r"^\s{0,5}(?:[=|!{}]|----|<gallery|\[\[\s?category)", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n\s{0,20}\n|\n(?=[=*#:;|])")
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
LEAD_LETTERS = 25
LEAD_LENGTH = 1_000
LEAD_TRIES = 30
LEAD_TEXT = 50_000
MOST_PARAGRAPHS = 200


def first_paragraph(texts: Iterable[str]) -> str:
    """Return the first paragraph of prose in these wikitexts as plain words; else a list's first item.

    Raises Unparsable.
    """
    paragraphs = [one for text in list(texts)[:LEAD_TRIES] for one in _paragraphs(text[:LEAD_TEXT])]
    paragraphs.sort(key=lambda paragraph: paragraph[0] in "*#:;")
    for paragraph in paragraphs[:LEAD_TRIES]:
        if _is_navigation(paragraph):
            continue
        lead = strip_emails(plain(paragraph)).lstrip("*#:; ")
        if len(lead) >= LEAD_LETTERS and not lead.endswith("?"):
            return lead[:LEAD_LENGTH]
    return ""


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs and list items of a wikitext as plain words, in order: what can be read aloud of it.

    Tables, galleries, templates and e-mail addresses are left out, and what cannot be parsed in bounded time.
    """
    said = []
    for paragraph in _PARAGRAPHS.split(_prose(text[:LEAD_TEXT]))[:MOST_PARAGRAPHS]:
        if _NOT_PROSE.match(paragraph) or _is_navigation(paragraph):
            continue
        try:
            words = strip_emails(plain(paragraph.strip())).lstrip("*#:; ")
        except Unparsable:
            continue
        if words:
            said.append(words)
    return said


def without_notes(text: str) -> str:
    """The wikitext without its references: what a reader finds at the end of the text."""
    return drop_between(_LONE_REF.sub("", text), "<ref", "</ref>")


def _is_navigation(paragraph: str) -> bool:
    """Several links and no word beside them: a bar of languages or of pages, made by hand."""
    beside, links = _WIKI_LINK.subn(" ", _TAG.sub(" ", paragraph[:LEAD_LENGTH]))
    return links > 1 and not any(char.isalnum() for char in beside)


def _paragraphs(text: str) -> list[str]:
    paragraphs = (paragraph.strip() for paragraph in _PARAGRAPHS.split(_prose(text))[:LEAD_TRIES])
    return [one for one in paragraphs if len(one) >= LEAD_LETTERS and not _NOT_PROSE.match(one)]


def _prose(text: str) -> str:
    """Return the text without comments, notes, tables, templates, galleries and pictures with their captions."""
    text = name_users(without_notes(hide_unread(text, fill="")))
    text = _GALLERY.sub("", drop_between(drop_between(text, "{|", "\n|}"), "{{", "}}"))
    return without_pictures(text)
