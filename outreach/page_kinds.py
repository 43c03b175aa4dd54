# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki pages that list people; and what of texts sent to the wiki goes when administrators hide them."""

from collections.abc import Sequence

from outreach import actions
from outreach.actions.publications import drop_texts
from outreach.kinds import PageKind, reading, register, register_keeper
from outreach.models import Contribution, Page
from outreach.parsing import Mention, Unparsable, people_of, says_of

LISTS = ("GLAM/Contact us", "GLAM/Volunteers", "GLAM/Connect")
LEAST_CONFIDENCE = 0.4  # what is less sure than that is not shown as somebody's account


def note_listed(pages: Sequence[Page]) -> dict[int, str]:
    """Keep whom these lists name; {pk: reason} for those that could not be read."""
    told, faults = {}, {}
    for page in pages:
        try:
            mentions = reading(page, people_of)
        except Unparsable as error:
            faults[page.pk] = error.reason
        else:
            told[page] = [_told(each, page) for each in mentions if each.confidence >= LEAST_CONFIDENCE]
    actions.state_contributors(Contribution.Role.NAMED, told)
    return faults


def _told(mention: Mention, page: Page) -> actions.Told:
    return actions.Told(
        username=mention.username,
        confidence=mention.confidence,
        active_on=_signed_on(mention, page),
        shape=mention.shape,
        says=says_of(mention),
    )


def _signed_on(mention: Mention, page: Page):
    """The day of the signature; one that the page cannot have known yet is a slip of the pen."""
    day = mention.signed_on
    return day if day and (page.revised_at is None or day <= page.revised_at.date()) else None


register(
    PageKind(
        name="people-list",
        prefixes=LISTS,
        matches=lambda title: title in LISTS,
        apply_many=note_listed,
        read=people_of,
    )
)
register_keeper(drop_texts)
