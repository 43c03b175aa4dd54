# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may


def may_publish(user) -> bool:
    """Publish versions of the statements."""
    return may(user, "statement.publish")


def may_see_readings(user, affiliate_id: int) -> bool:
    """See who looked at the contact data of an affiliate's people."""
    return may(user, "reading.see", affiliate_id=affiliate_id)


def may_assess(user, affiliate_id: int) -> bool:
    """Write down an affiliate's legitimate interest."""
    return may(user, "assessment.write", affiliate_id=affiliate_id)
