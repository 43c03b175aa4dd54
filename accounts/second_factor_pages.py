# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the second factor: setting it up, giving a code, new recovery codes, taking it away."""

import base64
from functools import wraps

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions, second_factor
from accounts.entering import enter
from accounts.errors import TooManyTries
from accounts.fresh import fresh_sign_in_required
from accounts.second_factor_form import SetUpForm
from accounts.second_proof import SecondProof
from accounts.sign_in import WAIT_SECONDS

LOCKED = {TooManyTries.CODE, "too_many_login_attempts", "rate_limited"}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_code(request):
    """The second proof of somebody who gave the first; only then are they signed in."""
    waiting = second_factor.who_waits(request)
    if waiting is None or not second_factor.has_second_factor(waiting.user):
        return redirect("login")
    proof = SecondProof(request, waiting.user)
    if proof.is_right():
        second_factor.forget_waiting(request)
        enter(request, waiting.user)
        return redirect(waiting.next_address or settings.LOGIN_REDIRECT_URL)
    return answer_form(request, "accounts/second_factor.html", proof.context())


def setting_up(view):
    """For who waits to be let in and must have a second factor, and for who is in and wants one.

    The view is called with the request, the user, and what they wait for, if they do.
    """

    @fresh_sign_in_required
    def inside(request):
        return view(request, request.user, None)

    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request):
        waiting = second_factor.who_waits(request)
        user = waiting.user if waiting else request.user
        if not user.is_authenticated or (waiting and second_factor.has_second_factor(user)):
            return redirect("login")
        return view(request, user, waiting) if waiting else inside(request)

    page.wants_proof_for = inside.wants_proof_for
    return page


@setting_up
def set_up(request, user, waiting):
    """Set up an authenticator app."""
    if not settings.TOKEN_KEYS:
        return render(request, "accounts/second_factor_set_up.html", {"form": None}, status=503)
    form = SetUpForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        codes = actions.set_up_second_factor(user, secret=form.secret)
        request.session.pop("mfa.totp.secret", None)
        if waiting:
            second_factor.forget_waiting(request)
            enter(request, user)
        return show_codes(request, codes, next_address=waiting.next_address if waiting else "")
    address = get_adapter().build_totp_url(user, form.secret)
    picture = base64.b64encode(get_adapter().build_totp_svg(address).encode()).decode()
    secret = " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4))
    context = {"form": form, "secret": secret, "picture": picture, "is_needed": bool(waiting)}
    return answer_form(request, "accounts/second_factor_set_up.html", context)


@require_POST
@fresh_sign_in_required
def recovery_codes(request):
    """New recovery codes; the old ones open nothing any more."""
    if not second_factor.has_second_factor(request.user):
        raise PermissionDenied
    return show_codes(request, actions.make_recovery_codes(request.user))


@require_POST
@fresh_sign_in_required
def remove(request):
    """Take the app away; who must have a second factor and has no other keeps it, until there is another."""
    try:
        actions.remove_app(request.user, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("accounts:second-factor-set-up")
    if second_factor.has_second_factor(request.user):
        messages.success(request, _("You are asked for a passkey from now on."))
    else:
        messages.success(request, _("You sign in without a second factor from now on."))
    return redirect("accounts:sessions")


def show_codes(request, codes, *, next_address: str = ""):
    """The page that shows recovery codes, once."""
    context = {"codes": codes, "next": next_address or settings.LOGIN_REDIRECT_URL}
    return render(request, "accounts/recovery_codes.html", context)


def answer_form(request, template, context):
    """The page with its forms; after a wrong answer, or one too many, it says so in its status too."""
    forms = [each for each in (context.get("form"), context.get("passkey")) if each]
    found = [error.code for form in forms for errors in form.errors.as_data().values() for error in errors]
    is_late = not LOCKED.isdisjoint(found)
    status = 429 if is_late else 422 if found else 200
    response = render(request, template, context, status=status)
    if is_late:
        response["Retry-After"] = str(WAIT_SECONDS)
    response["Cache-Control"] = "private, no-store"
    return response
