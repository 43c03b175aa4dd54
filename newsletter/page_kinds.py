# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the mirror which pages are reports of the newsletter; imported by `outreach` when all apps are loaded."""

from newsletter.actions import withdraw_mirrored
from newsletter.mirroring import apply_many
from newsletter.parsing import PREFIX, is_report
from newsletter.parsing.reading import read
from outreach.kinds import PageKind, register

register(
    PageKind(
        name="newsletter",
        prefixes=(PREFIX,),
        matches=is_report,
        apply_many=apply_many,
        read=read,
        withdraw_many=withdraw_mirrored,
    )
)
