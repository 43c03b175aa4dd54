# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to case studies: parse each, guess whom it is about, and hand it to the actions."""

from collections.abc import Sequence

from casestudies.actions.mirror import Account, mirror
from casestudies.actions.translations import mirror_translations
from casestudies.guessing import guess_many
from casestudies.parsing import ParsedCaseStudy, Unparsable, hint_of_country, hints_in, parse
from casestudies.parsing.translations import ParsedTranslation, parse_translation
from outreach.models import Page

# Where a text names its country, it does so early.
READ_FOR_COUNTRY = 20_000


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    read: list[tuple[Page, ParsedCaseStudy]] = []
    faults: dict[int, str] = {}
    for page in pages:
        try:
            read.append((page, parse(page.title, page.text)))
        except Unparsable as error:
            faults[page.pk] = error.reason
    hints = [hints_in(page.title, page.text, page.categories, parsed.links) for page, parsed in read]
    countries = [_country(page, parsed) for page, parsed in read]
    guesses = guess_many(hints, countries)
    mirror([Account(page, parsed, found) for (page, parsed), found in zip(read, guesses, strict=True)])
    return faults


def _country(page: Page, parsed: ParsedCaseStudy):
    text = f"{page.title}\n{page.text[:READ_FOR_COUNTRY]}"
    return hint_of_country(text, page.categories, parsed.language or "en")


def translate_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror translation pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    read: dict[Page, ParsedTranslation] = {}
    faults: dict[int, str] = {}
    for page in pages:
        try:
            read[page] = parse_translation(page.title, page.text)
        except Unparsable as error:
            faults[page.pk] = error.reason
    mirror_translations(read)
    return faults
