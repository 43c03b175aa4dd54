# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one is signed in, and ending it; and signing out."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.views import LogoutView
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, passkeys, second_factor
from accounts.models import Session
from accounts.permissions import may
from accounts.session_limits import limits_of
from accounts.sessions import digest_of

MOST_SHOWN = 50


class SignOutView(LogoutView):
    """Ends this session; what pages kept in the browser goes as well. Its choice of language stays."""

    def post(self, request, *args, **kwargs):
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@require_safe
def sessions(request):
    """The sessions of this person, this one first, and their second factor."""
    mine, limits = _live(request.user), limits_of(request.user)
    this = digest_of(request.session.session_key)
    context = {
        "sessions": sorted(mine[:MOST_SHOWN], key=lambda each: each.pk != this),
        "this": this,
        "idle": _length(limits.idle),
        "whole": _length(limits.whole),
        "second_factor": _second_factor(request.user),
        "may_elevate": may(request.user, "platform.elevate"),
    }
    return render(request, "accounts/sessions.html", context)


def _length(limit: timedelta) -> str:
    """Hours up to two days, days beyond."""
    if limit <= timedelta(days=2):
        hours = int(limit.total_seconds() // 3600)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return ngettext("%(count)s day", "%(count)s days", limit.days) % {"count": limit.days}


def _live(user):
    """Those that would still let somebody in, the last seen first."""
    limits, now = limits_of(user), timezone.now()
    live = Session.objects.filter(
        user=user, begun_at__gte=now - limits.whole, last_seen_at__gte=now - limits.idle, expire_date__gt=now
    )
    return live.order_by("-last_seen_at", "-begun_at")


def _second_factor(user) -> dict:
    kept = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    by_type = {each.type: each for each in kept}
    mine = [each for each in kept if each.type == passkeys.TYPE]
    app, codes = by_type.get(second_factor.TOTP), by_type.get(second_factor.RECOVERY)
    return {
        "app": app,
        "passkeys": mine,
        "may_add": len(mine) < passkeys.MOST,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_offered": bool(app or mine) or user.has_usable_password() or user.is_platform_admin,
    }


@require_POST
def end_session(request, handle):
    """End one of one's own sessions."""
    session = next((each for each in _live(request.user) if each.handle == handle), None)
    if session is None:
        raise Http404
    actions.end_session(session, by=request.user)
    messages.success(request, _("The session has ended."))
    return redirect("accounts:sessions" if session.pk != digest_of(request.session.session_key) else "login")


@require_POST
def end_other_sessions(request):
    """End all but this one, and one's tokens: what was stolen opens nothing any more."""
    ended = actions.end_sessions(request.user, by=request.user, but=digest_of(request.session.session_key))
    messages.success(
        request,
        ngettext(
            "%(count)s other session and all your tokens have ended.",
            "%(count)s other sessions and all your tokens have ended.",
            ended,
        )
        % {"count": ended},
    )
    return redirect("accounts:sessions")
