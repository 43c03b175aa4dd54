# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may


def may_see_purges(user) -> bool:
    return may(user, "system.see")


def may_close(user, account) -> bool:
    """Close that account: one's own, and platform administrators somebody's who asked for it."""
    return may(user, "account.close", owner_id=account.pk)
