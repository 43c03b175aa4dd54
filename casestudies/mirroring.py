# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to case studies: parse each, guess whom it is about, and hand it to the actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from casestudies.actions.mirror import Account, mirror
from casestudies.actions.translations import mirror_translations
from casestudies.guessing import guess_many
from casestudies.parsing import (
    CountryHint,
    Hints,
    ParsedCaseStudy,
    Unparsable,
    hint_of_country,
    hints_in,
    parse,
)
from casestudies.parsing.facts import ReadFacts, read_facts
from casestudies.parsing.translations import ParsedTranslation, parse_translation
from outreach.kinds import reading
from outreach.models import Page
from outreach.parsing.wording import searchable

# Where a text names its country, it does so early.
READ_FOR_COUNTRY = 20_000


@dataclass(frozen=True, slots=True)
class ReadStudy:
    """What a page says, what in it hints at an institution and a country, the words it is found by, and its facts."""

    parsed: ParsedCaseStudy
    hints: Hints
    country: CountryHint | None
    search_text: str
    facts: ReadFacts


def read(page) -> ReadStudy:
    """Read a page from its title, text and categories alone. Raises Unparsable."""
    parsed = parse(page.title, page.text)
    early = f"{page.title}\n{page.text[:READ_FOR_COUNTRY]}"
    search_text = searchable((section.heading, section.text) for section in parsed.sections)
    return ReadStudy(
        parsed,
        hints_in(page.title, page.text, page.categories, parsed.links),
        hint_of_country(early, page.categories, parsed.language or "en"),
        search_text,
        read_facts(
            parsed.name,
            headings=[section.heading for section in parsed.sections],
            words=search_text,
            categories=page.categories,
            wikitext=page.text,
        ),
    )


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    found: dict[Page, ReadStudy] = {}
    faults: dict[int, str] = {}
    for page in pages:
        try:
            found[page] = reading(page, read)
        except Unparsable as error:
            faults[page.pk] = error.reason
    guesses = guess_many([each.hints for each in found.values()], [each.country for each in found.values()])
    mirror(
        [
            Account(page, each.parsed, each.search_text, guessed, each.facts)
            for (page, each), guessed in zip(found.items(), guesses, strict=True)
        ]
    )
    return faults


def read_translation(page) -> ParsedTranslation:
    """Read a translation page from its title and text alone. Raises Unparsable."""
    return parse_translation(page.title, page.text)


def translate_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror translation pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    found: dict[Page, ParsedTranslation] = {}
    faults: dict[int, str] = {}
    for page in pages:
        try:
            found[page] = reading(page, read_translation)
        except Unparsable as error:
            faults[page.pk] = error.reason
    mirror_translations(found)
    return faults
