# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is read in a page: what it says, hints at whom it is about, the words it is found by, its facts."""

from dataclasses import dataclass

from casestudies.parsing.facts import ReadFacts, read_facts
from casestudies.parsing.hints import CountryHint, Hints, hint_of_country, hints_in
from casestudies.parsing.study import ParsedCaseStudy, parse
from casestudies.parsing.translations import ParsedTranslation, parse_translation
from outreach.parsing.reader import PageText
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


def read(page: PageText) -> ReadStudy:
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


def read_translation(page: PageText) -> ParsedTranslation:
    """Read a translation page from its title and text alone. Raises Unparsable."""
    return parse_translation(page.title, page.text)
