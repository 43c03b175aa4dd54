# SPDX-License-Identifier: GPL-3.0-or-later
"""Two reports of the newsletter, one of which went with its page."""

from datetime import date

from tests.factories import report_on


def furnish(world) -> None:
    shown = report_on("FR")
    withdrawn = report_on("NO", appeared_on=date(2013, 1, 1), is_public=False)
    world.objects |= {
        "report": shown.pk,
        "issue": shown.issue_id,
        "withdrawn report": withdrawn.pk,
        "withdrawn issue": withdrawn.issue_id,
    }
