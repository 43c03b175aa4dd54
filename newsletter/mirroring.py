# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to reports and their authors: parse each, and hand what could be read to the actions."""

from collections.abc import Sequence

from newsletter.actions.mirror import Reading, mirror
from newsletter.parsing.reading import ReadReport, read
from outreach.actions import Told, state_contributors
from outreach.kinds import reading
from outreach.models import Contribution, Page
from outreach.parsing import Unparsable, says_of


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    told: dict[Page, list[Told]] = {}
    readings: list[Reading] = []
    faults: dict[int, str] = {}
    for page in pages:
        try:
            found = reading(page, read)
        except Unparsable as error:
            faults[page.pk] = error.reason
            continue
        told[page] = _authors(found)
        if found.parsed.fault:
            faults[page.pk] = found.parsed.fault
        else:
            readings.append(Reading(page, found.parsed))
    state_contributors(Contribution.Role.NAMED, told)
    mirror(readings)
    return faults


def _authors(found: ReadReport) -> list[Told]:
    """Whom the by-line names, active in the month of the issue; people in the running text did not write it."""
    return [
        Told(
            username=mention.username,
            confidence=mention.confidence,
            active_on=found.parsed.month,
            shape=mention.shape,
            says=says_of(mention, area=found.parsed.name),
        )
        for mention in found.mentions
    ]
