# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to reports and their authors: parse each, and hand what could be read to the actions."""

from collections.abc import Sequence

from newsletter.actions.mirror import Reading, mirror
from newsletter.parsing import ParsedReport, parse
from outreach.actions import Told, state_contributors
from outreach.models import Contribution, Page, Source
from outreach.parsing import Unparsable, people_in, says_of


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    hosts = dict(Source.objects.filter(pk__in={page.source_id for page in pages}).values_list("pk", "host"))
    told: dict[Page, list[Told]] = {}
    readings: list[Reading] = []
    faults: dict[int, str] = {}
    for page in pages:
        parsed = parse(page.title, page.text, home=hosts[page.source_id])
        try:
            told[page] = _authors(page, parsed)
        except Unparsable as error:
            faults[page.pk] = error.reason
        if parsed.fault:
            faults[page.pk] = parsed.fault
        else:
            readings.append(Reading(page, parsed))
    state_contributors(Contribution.Role.NAMED, told)
    mirror(readings)
    return faults


def _authors(page: Page, parsed: ParsedReport) -> list[Told]:
    """Whom the by-line names, active in the month of the issue; people in the running text did not write it.

    Raises Unparsable.
    """
    return [
        Told(
            username=mention.username,
            confidence=mention.confidence,
            active_on=parsed.month,
            shape=mention.shape,
            says=says_of(mention, area=parsed.name),
        )
        for mention in people_in(page.text)
        if mention.shape == "byline"
    ]
