# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes or no, for this app's doors; the table itself is `accounts.permissions.POLICY`."""

from accounts.permissions import may_somewhere
from partnerships.models import Partnership
from partnerships.permissions import may_steer


def may_edit_places(user, record) -> bool:
    """Those who steer the partnership; at an institution, coordinators and administrators of any affiliate."""
    return may_steer(user, record) if isinstance(record, Partnership) else may_somewhere(user, "place.edit")
