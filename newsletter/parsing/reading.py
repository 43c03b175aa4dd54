# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is read in a report: what it says, and whom its by-lines name."""

from dataclasses import dataclass

from newsletter.parsing.reports import ParsedReport, parse
from outreach.parsing import Mention, people_in
from outreach.parsing.reader import PageText


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a page says, and whom it names."""

    parsed: ParsedReport
    mentions: tuple[Mention, ...]


def read(page: PageText) -> ReadReport:
    """Read a page of the wiki we mirror, from its title and text alone. Raises Unparsable."""
    parsed = parse(page.title, page.text, home=page.home)
    return ReadReport(parsed, tuple(each for each in people_in(page.text) if each.shape == "byline"))
