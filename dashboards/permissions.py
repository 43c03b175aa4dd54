# SPDX-License-Identifier: GPL-3.0-or-later
"""Who looks at which dashboard."""

from accounts.models import Affiliate
from accounts.permissions import may, may_somewhere, scope


def may_see_movement(user) -> bool:
    return may(user, "dashboard.movement")


def may_see_system(user) -> bool:
    return may(user, "system.see")


def may_see_syncs(user) -> bool:
    return may_somewhere(user, "sync.see")


def may_see_people(user) -> bool:
    return may_somewhere(user, "people.see")


def is_inside(user, affiliate: Affiliate) -> bool:
    """Whether they see all of the affiliate's partnerships, confidential ones too."""
    return may(user, "partnership.see", affiliate_id=affiliate.pk)


def affiliates_for(user):
    """The affiliates whose dashboard the user may see."""
    return Affiliate.objects.filter(scope(user, "dashboard.affiliate", affiliate="pk"))
