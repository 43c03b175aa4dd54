# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a right and acting by it are one step: a right that ends meanwhile ends before the act or after it (ADR 0022).

Views ask `may …` when a request begins. Whatever they then have written is asked once more, in the transaction of the
action itself (`journal.actions.acting`), under a lock that all share who act as that person. Whoever ends a right of
theirs takes the same lock alone, before anything is read: `@ends_rights`. So ending a right waits for what is being
written just then, milliseconds, and what begins after its commit sees that it is over.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, FilteredRelation, Q, Value
from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts.models import Session, User
from accounts.permissions import forget_roles, memberships_of
from accounts.tenants import who_asks
from journal.actions import acting, ask_first
from work.registry import hold_by

# Any number will do; the person's own is the second half of the key.
_KIND = 7_016
_SHARED = "SELECT pg_advisory_xact_lock_shared(%s, %s)"
_ALONE = "SELECT pg_advisory_xact_lock(%s, %s)"
_FLAGS = ("is_active", "is_wmf_staff", "is_platform_admin")


class NoLongerAllowed(PermissionDenied):
    """A right was there when the request began, and is no more."""

    def __init__(self):
        super().__init__(_("What you may do here has changed just now. Nothing was changed."))


def hold_everywhere() -> None:
    """Have every action asked, and every run that a worker takes; once, when the app is ready."""
    ask_first(refuse_what_ended)
    hold_by(hold_rights)


def hold_rights(person: int) -> None:
    """Nobody ends a right of theirs until the transaction is over: what is read of their rights from now on holds."""
    _lock({person: _SHARED})


def _lock(wanted: dict[int, str]) -> None:
    # In one order: of two who end each other's rights one waits, and neither for ever.
    with connection.cursor() as cursor:
        for person, statement in sorted(wanted.items()):
            cursor.execute(statement, [_KIND, person])


def refuse_what_ended(by) -> None:
    """At the beginning of an action's transaction. Raises NoLongerAllowed where what was checked is so no longer.

    Asked of whoever the request is for; without one, of `by`, where somebody asked for their roles.
    """
    request = who_asks()
    actor = by if request is None else getattr(request, "user", None)
    if not getattr(actor, "is_authenticated", False) or (request is None and not hasattr(actor, "_roles")):
        return
    hold_rights(actor.pk)
    if not _holds_still(actor, request):
        raise NoLongerAllowed


def _holds_still(actor, request) -> bool:
    """Whether nothing that opened a door has gone: flags, roles, the session or the token one came with."""
    now = FilteredRelation("memberships", condition=Q(memberships__ended_at=None))
    asked = User.objects.filter(pk=actor.pk).annotate(now=now, comes_still=_comes_still(actor, request))
    rows = list(asked.values(*_FLAGS, "comes_still", "now__role", "now__affiliate"))
    if not rows or not rows[0]["comes_still"]:
        return False
    if any(getattr(actor, flag) and not rows[0][flag] for flag in _FLAGS):
        return False
    roles = {(row["now__affiliate"], row["now__role"]) for row in rows}
    checked = memberships_of(actor) if hasattr(actor, "_roles") else []
    return roles.issuperset((each["affiliate_id"], each["role"]) for each in checked)


def _comes_still(actor, request):
    """The condition that what they came with is there still. Who changes their own session came with the old one."""
    if token := getattr(actor, "came_by_token", None):
        return Exists(AuthToken.objects.filter(pk=token))
    session = getattr(request, "session", None)
    row = getattr(session, "row", None)
    if row is None or request.COOKIES.get(settings.SESSION_COOKIE_NAME) != session.session_key:
        return Value(True)
    return Exists(Session.objects.filter(pk=row.pk))


@contextmanager
def ending_rights(of: int) -> Iterator[None]:
    """One transaction in which a right of this person ends; what they are writing is written first."""
    actor = getattr(who_asks(), "user", None)
    others = {actor.pk: _SHARED} if getattr(actor, "is_authenticated", False) else {}
    with transaction.atomic():
        _lock(others | {of: _ALONE})
        with acting(None):
            yield
        if of in others:
            # What they do now they do without it.
            forget_roles(actor)


def ends_rights(of: Callable) -> Callable:
    """Above `@recorded`: the action ends a right of the person whose number `of(subject)` tells."""

    def decorate(action):
        @wraps(action)
        def run(subject, *args, **kwargs):
            with ending_rights(of(subject)):
                return action(subject, *args, **kwargs)

        return run

    return decorate
