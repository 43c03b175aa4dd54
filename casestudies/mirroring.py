# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to case studies: parse each, guess whom it is about, and hand it to the actions."""

from collections.abc import Sequence

from casestudies.actions.mirror import Account, mirror
from casestudies.actions.translations import mirror_translations
from casestudies.guessing import guess_many
from casestudies.parsing import Unparsable
from casestudies.parsing.reading import ReadStudy, read, read_translation
from casestudies.parsing.translations import ParsedTranslation
from outreach.kinds import reading
from outreach.models import Page


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
