# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a session lasts, without a request and at all, by who somebody is; checked at each request."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _

from accounts.actions.sessions import note_seen
from accounts.permissions import may_somewhere

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How long without a request, and how long at all."""

    idle: timedelta
    whole: timedelta

    def are_kept(self, *, begun_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
        return now - last_seen_at <= self.idle and now - begun_at <= self.whole


def strict_limits() -> Limits:
    """For staff, and for whoever may see people's addresses."""
    return Limits(
        timedelta(hours=settings.SESSION_STAFF_IDLE_HOURS), timedelta(hours=settings.SESSION_STAFF_HOURS)
    )


def limits_of(user) -> Limits:
    """The limits of this person's sessions."""
    if user.is_wmf_staff or user.is_platform_admin or may_somewhere(user, "advocate.see"):
        return strict_limits()
    return Limits(timedelta(days=settings.SESSION_IDLE_DAYS), timedelta(days=settings.SESSION_DAYS))


def is_over(request, *, now: datetime) -> bool:
    """Whether the session has outlived its limits. Who it is, is asked only where the strict ones are not kept."""
    row = getattr(request.session, "row", None)
    if row is None:
        return False
    times = {"begun_at": row.begun_at, "last_seen_at": row.last_seen_at, "now": now}
    if strict_limits().are_kept(**times):
        return False
    return request.user.is_authenticated and not limits_of(request.user).are_kept(**times)


@sync_only_middleware
def bounded_sessions(get_response):
    """Ends a session that is over, in the store; otherwise notes, once a minute, that it was seen."""

    def answer(request):
        has_one = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_one and SESSION_KEY in request.session:
            now = timezone.now()
            if is_over(request, now=now):
                request.session.flush()
                request.user = AnonymousUser()
                messages.info(request, _("You were signed out because some time has passed."))
            elif (row := getattr(request.session, "row", None)) and now - row.last_seen_at >= SEEN_EVERY:
                note_seen(row, now=now)
        return get_response(request)

    return answer
