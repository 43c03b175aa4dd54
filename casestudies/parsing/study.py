# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a case study's wikitext: its name, sections, lead, files, links, figures, language and how complete it is."""

from dataclasses import dataclass

from casestudies.parsing.figures import Figure, figures_in
from casestudies.parsing.headings import FORM
from casestudies.parsing.language import guess_language
from casestudies.parsing.sections import ParsedSection, is_filled, split
from casestudies.parsing.titles import name_of
from outreach.parsing.media import addresses_in, images_in, wiki_links_in
from outreach.parsing.prose import first_paragraph
from outreach.parsing.wikitext import guard, hide_unread, without_markers


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
    in_order = sorted(sections, key=lambda section: section.key != "summary")
    return ParsedCaseStudy(
        name=name_of(title) or " ".join(title.replace("_", " ").split()),
        sections=sections,
        lead=first_paragraph(section.text for section in in_order),
        images=images_in(shown),
        links=addresses_in(shown),
        wiki_links=wiki_links_in(shown),
        figures=figures_in(text),
        language=guess_language(shown, heading_languages),
        complete=round(len(filled) / len(FORM), 2),
    )
