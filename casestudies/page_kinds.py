# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the mirror which pages are case studies, and takes back what was published; imported by `outreach` when all apps are loaded."""

from casestudies.actions import settle_edition, withdraw_mirrored
from casestudies.actions.publishing import KIND
from casestudies.mirroring import apply_many
from casestudies.parsing import PREFIXES, is_case_study
from outreach import orders
from outreach.kinds import PageKind, register

register(
    PageKind(
        name="case-study",
        prefixes=PREFIXES,
        matches=is_case_study,
        apply_many=apply_many,
        withdraw_many=withdraw_mirrored,
    )
)
orders.register(orders.OrderKind(name=KIND, settled=settle_edition))
