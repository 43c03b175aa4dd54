# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether somebody has agreed to what is in force: asked at every request, so kept in this process's memory.

That somebody agreed stays true for ever; which versions are in force is looked up again every half minute.
"""

import time

from django.utils import timezone

from accounts.permissions import roles_of
from privacy.models import Acceptance, Statement

ASKED_OF_ALL = (Statement.Kind.TERMS, Statement.Kind.PRIVACY)
BEFORE_CONTACTS = (Statement.Kind.CONFIDENTIALITY,)
# Seconds after which a version that another process published is noticed here.
FRESH_FOR = 30
MOST_REMEMBERED = 20_000
# Roles by which one sees how to reach people at institutions.
SEES_CONTACTS = {"viewer", "coordinator", "admin"}

_known: dict[str, object] = {"looked_at": None, "versions": []}
_accepted: dict[int, set[int]] = {}


def forget_all() -> None:
    """Look everything up again at the next question: for whoever publishes, and for tests."""
    _known["looked_at"] = None
    _accepted.clear()


def in_force() -> dict[str, int]:
    """{kind: key of its newest version whose moment has come}."""
    looked_at = _known["looked_at"]
    if looked_at is None or time.monotonic() - looked_at > FRESH_FOR:
        versions = Statement.objects.order_by("number").values_list("kind", "pk", "in_force_at")
        _known["versions"], _known["looked_at"] = list(versions), time.monotonic()
    now = timezone.now()
    return {kind: pk for kind, pk, in_force_at in _known["versions"] if in_force_at <= now}


def lacking(user, kinds=ASKED_OF_ALL) -> list[int]:
    """The keys of the statements of these kinds in force that the user has not agreed to."""
    current = in_force()
    wanted = [current[kind] for kind in kinds if kind in current]
    if not wanted:
        return []
    accepted = _accepted.get(user.pk, set())
    if not accepted.issuperset(wanted):
        accepted = set(Acceptance.objects.filter(user=user.pk).values_list("statement", flat=True))
        if len(_accepted) >= MOST_REMEMBERED:
            _accepted.clear()
        _accepted[user.pk] = accepted
    return [pk for pk in wanted if pk not in accepted]


def must_sign(user) -> bool:
    """Whether the user has a role that shows contacts and has not signed that they keep them to themselves."""
    return not SEES_CONTACTS.isdisjoint(roles_of(user)) and bool(lacking(user, BEFORE_CONTACTS))
