# SPDX-License-Identifier: GPL-3.0-or-later
"""Which partnerships reach a user because an affiliate of theirs leads them together with another."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from accounts.permissions import (
    affiliate_ids,
    memberships_of,
    reaches_open_ones,
    read_along,
    scope,
)


def shared_with(user, action: str) -> set[int]:
    """Ids of the partnerships that affiliates of the user co-lead and where `action` reaches.

    Read with the roles and kept with them on the user object: no query of its own.
    """
    reached = affiliate_ids(user, action)
    return {
        partnership
        for membership in memberships_of(user)
        if membership["affiliate_id"] in reached
        for partnership in membership["co_led"]
    }


def shared_scope(user, action: str, *, partnership: str = "pk", **paths) -> Q:
    """`accounts.permissions.scope`, widened by what is shared; `partnership` is the path to the partnership.

    The ids stand in it as a list, not as a join or subquery: rows stay single and indexes usable. Confidential
    ones are for those who reach them by their affiliate.
    """
    open_ones = Q(**{f"{'' if partnership == 'pk' else f'{partnership}__'}is_confidential": False})
    if reaches_open_ones(user, action):
        # What is public is not confidential (a constraint says so): asked for besides, it would only hide an index.
        paths.pop("published", None)
    own = scope(user, action, is_open=open_ones, **paths)
    # An empty condition is no condition: there is nothing to widen.
    ids = shared_with(user, action) if own else ()
    return own | Q(**{f"{partnership}__in": sorted(ids)}) if ids else own


def stage_scope(user) -> Q:
    """Stages of the pipelines of one's affiliates, and of those that hold what they co-lead."""
    own = scope(user, "stage.see", affiliate="pipeline__affiliate")
    ids = shared_with(user, "stage.see") if own else ()
    if not ids:
        return own
    shared = apps.get_model("partnerships", "Partnership").objects.filter(pk__in=sorted(ids))
    return own | Q(pipeline__in=shared.order_by().values("pipeline"))


def participants_of(partnership) -> set[int]:
    """Ids of the affiliates that lead the partnership: the one that opened it and those that joined."""
    joined = _accepted().filter(partnership=partnership.pk)
    return {partnership.affiliate_id, *joined.values_list("affiliate_id", flat=True)}


def _accepted():
    # By name: the querysets of partnerships ask here, and co-leads point to partnerships.
    return apps.get_model("partnerships", "CoLead").objects.accepted().order_by()


read_along(
    "co_led", lambda: ArraySubquery(_accepted().filter(affiliate=OuterRef("affiliate")).values("partnership"))
)
