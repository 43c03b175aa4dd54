# SPDX-License-Identifier: GPL-3.0-or-later
"""The wiki pages that name people: the contact pages, and the by-lines of newsletter reports."""

import re
from collections.abc import Sequence

from outreach import actions
from outreach.kinds import PageKind, register
from outreach.models import Contribution, Page
from outreach.parsing import Mention, Unparsable, month_of, people_in, says_of

LISTS = ("GLAM/Contact us", "GLAM/Volunteers", "GLAM/Connect")
# One page for each report; `/Single` repeats them all and is not one.
REPORT = re.compile(r"GLAM/Newsletter/(?P<month>[^/]+)/Contents/(?P<name>.+)")
LEAST_CONFIDENCE = 0.4  # what is less sure than that is not shown as somebody's account


def note_listed(pages: Sequence[Page]) -> dict[int, str]:
    """Keep whom these lists name; {pk: reason} for those that could not be read."""
    return _note(pages, lambda mention: mention.confidence >= LEAST_CONFIDENCE)


def note_authors(pages: Sequence[Page]) -> dict[int, str]:
    """Keep whom the by-lines of these reports name; people in their running text did not write them."""
    return _note(pages, lambda mention: mention.shape == "byline")


def _note(pages: Sequence[Page], wanted) -> dict[int, str]:
    told, faults = {}, {}
    for page in pages:
        try:
            mentions = people_in(page.text)
        except Unparsable as error:
            faults[page.pk] = error.reason
        else:
            told[page] = [_told(mention, page) for mention in mentions if wanted(mention)]
    actions.state_contributors(Contribution.Role.NAMED, told)
    return faults


def _told(mention: Mention, page: Page) -> actions.Told:
    report = REPORT.fullmatch(page.title)
    return actions.Told(
        username=mention.username,
        confidence=mention.confidence,
        active_on=month_of(report["month"]) if report else _signed_on(mention, page),
        shape=mention.shape,
        says=says_of(mention, area=report["name"] if report else ""),
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
    )
)
register(
    PageKind(
        name="newsletter",
        prefixes=("GLAM/Newsletter/",),
        matches=lambda title: REPORT.fullmatch(title) is not None,
        apply_many=note_authors,
    )
)
