# SPDX-License-Identifier: GPL-3.0-or-later
"""Elevated sessions: what platform administrators may do with the data of others, for half an hour, with a reason."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import sync_only_middleware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.fresh import fresh_sign_in_required
from accounts.going_on import ours
from accounts.one_step import ending_rights
from accounts.permissions import may

LASTS = timedelta(minutes=30)
_ELEVATED = "elevated_until"


def note_elevation(session) -> None:
    """The session is elevated from now on."""
    session[_ELEVATED] = (timezone.now() + LASTS).timestamp()


def _until(session) -> datetime | None:
    """Until when the session is elevated; None where it is not."""
    until = session.get(_ELEVATED)
    if until is None:
        return None
    moment, now = datetime.fromtimestamp(until, UTC), timezone.now()
    return moment if now < moment <= now + LASTS else None


@sync_only_middleware
def elevated_people(get_response):
    """A platform administrator in an elevated session has more roles for the length of this request."""

    def answer(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and _ELEVATED in request.session:
            until = _until(request.session)
            if until and request.user.is_authenticated and request.user.is_platform_admin:
                request.user.is_elevated = True
                request.user.elevated_until = until
        return get_response(request)

    return answer


class ReasonForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=10,
        max_length=300,
        help_text=gettext_lazy(
            "It stands in the journal, so name no person. What was asked of you, and by whom in what office?"
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def elevate(request):
    """Begins an elevated session, under a new session id."""
    if not may(request.user, "platform.elevate"):
        raise PermissionDenied
    wanted = ours(request, request.POST.get("next", "") or request.GET.get("next", ""))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.note_elevated(request.user, reason=form.cleaned_data["reason"])
        note_elevation(request.session)
        request.session.cycle_key()
        return redirect(wanted or "accounts:affiliates")
    context = {"form": form, "next": wanted, "minutes": LASTS.seconds // 60}
    return render(request, "accounts/elevate.html", context, status=422 if form.errors else 200)


@require_POST
def step_down(request):
    """Ends it."""
    if not may(request.user, "platform.elevate"):
        raise PermissionDenied
    if _ELEVATED in request.session:
        # Whatever came in with the session as it was is written before, or refused.
        with ending_rights(request.user.pk):
            actions.note_stepped_down(request.user)
            del request.session[_ELEVATED]
            request.session.cycle_key()
        messages.success(request, _("Your elevated session has ended."))
    return redirect("home")
