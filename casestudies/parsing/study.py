# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a case study's wikitext: its name, sections, lead, files, links, figures, language and how complete it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casestudies.parsing.figures import Figure, figures_in
from casestudies.parsing.headings import FORM
from casestudies.parsing.language import guess_language
from casestudies.parsing.media import addresses_in, images_in, wiki_links_in, without_pictures
from casestudies.parsing.sections import ParsedSection, is_filled, split
from casestudies.parsing.titles import name_of
from outreach.parsing.emails import strip_emails
from outreach.parsing.usernames import name_users
from outreach.parsing.wikitext import drop_between, guard, hide_unread, plain, without_markers

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


@dataclass(frozen=True, slots=True)
class ParsedCaseStudy:
    """What a case study's page says, still in its own words.

    `links` are web addresses, `wiki_links` titles; `complete` is the share of the form's seven sections that
    somebody filled, from 0 to 1. Section texts are wikitext and may hold e-mail addresses: `lead` does not.
    """

    name: str
    sections: tuple[ParsedSection, ...]
    lead: str
    images: tuple[str, ...]
    links: tuple[str, ...]
    wiki_links: tuple[str, ...]
    figures: tuple[Figure, ...]
    language: str | None
    complete: float


def parse(title: str, text: str) -> ParsedCaseStudy:
    """Read the wikitext of the page with this title. Raises Unparsable; takes time in proportion to the text."""
    text = without_markers(text.replace("\r\n", "\n"))
    guard(text)
    sections, heading_languages = split(text)
    shown = hide_unread(text, fill="")
    filled = {section.key for section in sections if section.key in FORM and is_filled(section)}
    return ParsedCaseStudy(
        name=name_of(title) or " ".join(title.replace("_", " ").split()),
        sections=sections,
        lead=_lead(sections),
        images=images_in(shown),
        links=addresses_in(shown),
        wiki_links=wiki_links_in(shown),
        figures=figures_in(text),
        language=guess_language(shown, heading_languages),
        complete=round(len(filled) / len(FORM), 2),
    )


def _lead(sections: Iterable[ParsedSection]) -> str:
    """Return the first paragraph of prose as plain text, from the summary if there is one; else a list's first item."""
    in_order = sorted(sections, key=lambda section: section.key != "summary")
    paragraphs = [one for section in in_order[:LEAD_TRIES] for one in _paragraphs(section.text[:LEAD_TEXT])]
    paragraphs.sort(key=lambda paragraph: paragraph[0] in "*#:;")
    for paragraph in paragraphs[:LEAD_TRIES]:
        if _is_navigation(paragraph):
            continue
        lead = strip_emails(plain(paragraph)).lstrip("*#:; ")
        if len(lead) >= LEAD_LETTERS and not lead.endswith("?"):
            return lead[:LEAD_LENGTH]
    return ""


def _is_navigation(paragraph: str) -> bool:
    """Several links and no word beside them: a bar of languages or of pages, made by hand."""
    beside, links = _WIKI_LINK.subn(" ", _TAG.sub(" ", paragraph[:LEAD_LENGTH]))
    return links > 1 and not any(char.isalnum() for char in beside)


def _paragraphs(text: str) -> list[str]:
    paragraphs = (paragraph.strip() for paragraph in _PARAGRAPHS.split(_prose(text))[:LEAD_TRIES])
    return [one for one in paragraphs if len(one) >= LEAD_LETTERS and not _NOT_PROSE.match(one)]


def _prose(text: str) -> str:
    """Return the text without comments, notes, tables, templates, galleries and pictures with their captions."""
    text = drop_between(_LONE_REF.sub("", hide_unread(text, fill="")), "<ref", "</ref>")
    text = name_users(text)
    text = _GALLERY.sub("", drop_between(drop_between(text, "{|", "\n|}"), "{{", "}}"))
    return without_pictures(text)
