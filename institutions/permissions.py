# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import affiliate_ids, may, may_somewhere


def may_tie(user) -> bool:
    return may_somewhere(user, "tie.edit")


def judges_for(user) -> set[int]:
    """The affiliates for which the user judges how missions fit."""
    return affiliate_ids(user, "alignment.edit")


def may_edit_dispute(user, dispute) -> bool:
    """Whoever raised it, and the affiliate's administrators; readers only read."""
    is_admin = may(user, "dispute.see", affiliate_id=dispute.affiliate_id)
    is_mine = dispute.raised_by_id == user.pk
    return is_admin or (is_mine and may(user, "dispute.raise", affiliate_id=dispute.affiliate_id))


def may_renew_items(user) -> bool:
    return may_somewhere(user, "item.renew")


def may_search(user) -> bool:
    """Look through all institutions for likely duplicates."""
    return may(user, "institution.merge")


def may_make_quickstatements(user) -> bool:
    return may_somewhere(user, "quickstatements.make")
