# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to case studies: parse each, and hand what could be read to the action."""

from collections.abc import Sequence

from casestudies.actions.mirror import Account, mirror
from casestudies.parsing import Unparsable, guess_country, parse
from outreach.models import Page

# Where a text names its country, it does so early.
READ_FOR_COUNTRY = 20_000


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    accounts: list[Account] = []
    faults: dict[int, str] = {}
    for page in pages:
        try:
            accounts.append(_read(page))
        except Unparsable as error:
            faults[page.pk] = error.reason
    mirror(accounts)
    return faults


def _read(page: Page) -> Account:
    """Raises Unparsable."""
    parsed = parse(page.title, page.text)
    country = guess_country(f"{page.title}\n{page.text[:READ_FOR_COUNTRY]}", page.categories)
    return Account(page, parsed, country or "")
