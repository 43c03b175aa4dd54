# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may


def may_see_today(user) -> bool:
    """Whether the user has a queue of their own: everybody who is signed in."""
    return may(user, "today.see", owner_id=user.pk)


def may_make_feed(user) -> bool:
    """Whether the user may have their dates in a calendar: everybody who is signed in."""
    return may(user, "feed.make", owner_id=user.pk)
