# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may look at the sync and start one, decide on claims, and take the directory away."""

from accounts.permissions import may, may_somewhere


def may_see_syncs(user) -> bool:
    return may_somewhere(user, "sync.see")


def may_start_sync(user) -> bool:
    return may(user, "sync.start")


def may_decide_claims(user) -> bool:
    return may(user, "claim.decide")


def may_see_colleagues(user) -> bool:
    return may_somewhere(user, "people.see")


def may_export_contributors(user) -> bool:
    return may(user, "contributor.export")
