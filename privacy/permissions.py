# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may


def may_see_purges(user) -> bool:
    return may(user, "system.see")


def may_close(user, account) -> bool:
    """Close that account: one's own, and platform administrators somebody's who asked for it."""
    return may(user, "account.close", owner_id=account.pk)


def may_list_statements(user) -> bool:
    """See all versions of all statements, and who published them."""
    return may(user, "statement.list")


def may_publish(user) -> bool:
    """Publish versions of the statements; in an elevated session."""
    return may(user, "statement.publish")


def may_see_readings(user, affiliate_id: int) -> bool:
    """See who looked at the contact data of an affiliate's people."""
    return may(user, "reading.see", affiliate_id=affiliate_id)


def may_assess(user, affiliate_id: int) -> bool:
    """Write down an affiliate's legitimate interest."""
    return may(user, "assessment.write", affiliate_id=affiliate_id)
