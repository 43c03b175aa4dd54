# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki pages that list people."""

from collections.abc import Sequence

from outreach import actions
from outreach.kinds import PageKind, register
from outreach.models import Contribution, Page
from outreach.parsing import Mention, Unparsable, people_in

LISTS = ("GLAM/Contact us", "GLAM/Volunteers", "GLAM/Connect")
LEAST_CONFIDENCE = 0.4  # what is less sure than that is not shown as somebody's account


def note_listed(pages: Sequence[Page]) -> dict[int, str]:
    """Keep whom these lists name; {pk: reason} for those that could not be read."""
    claims, faults = {}, {}
    for page in pages:
        try:
            mentions = people_in(page.text)
        except Unparsable as error:
            faults[page.pk] = error.reason
        else:
            claims[page] = [_claim(mention) for mention in mentions if mention.confidence >= LEAST_CONFIDENCE]
    actions.state_contributors(Contribution.Role.NAMED, claims)
    return faults


def _claim(mention: Mention) -> actions.Claim:
    return actions.Claim(
        username=mention.username,
        affiliation=mention.affiliation_text or mention.country_text,
        confidence=mention.confidence,
    )


register(
    PageKind(
        name="people-list",
        prefixes=LISTS,
        matches=lambda title: title in LISTS,
        apply_many=note_listed,
    )
)
