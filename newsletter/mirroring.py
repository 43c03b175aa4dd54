# SPDX-License-Identifier: GPL-3.0-or-later
"""From fresh wiki pages to reports and their authors: parse each, and hand what could be read to the actions."""

from collections.abc import Sequence

from newsletter.actions.mirror import Reading, mirror
from newsletter.parsing import parse
from outreach.actions import Claim, state_contributors
from outreach.models import Contribution, Page, Source
from outreach.parsing import Unparsable, people_in


def apply_many(pages: Sequence[Page]) -> dict[int, str]:
    """Mirror the pages; returns {page.pk: reason} for those that could not be read, whose old copy stays."""
    hosts = dict(Source.objects.filter(pk__in={page.source_id for page in pages}).values_list("pk", "host"))
    claims: dict[Page, list[Claim]] = {}
    readings: list[Reading] = []
    faults: dict[int, str] = {}
    for page in pages:
        parsed = parse(page.title, page.text, home=hosts[page.source_id])
        try:
            claims[page] = _authors(page)
        except Unparsable as error:
            faults[page.pk] = error.reason
        if parsed.fault:
            faults[page.pk] = parsed.fault
        else:
            readings.append(Reading(page, parsed))
    state_contributors(Contribution.Role.NAMED, claims)
    mirror(readings)
    return faults


def _authors(page: Page) -> list[Claim]:
    """Whom the by-line names; people in the running text did not write it. Raises Unparsable."""
    return [
        Claim(
            username=mention.username,
            affiliation=mention.affiliation_text or mention.country_text,
            confidence=mention.confidence,
        )
        for mention in people_in(page.text)
        if mention.shape == "byline"
    ]
