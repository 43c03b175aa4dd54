# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of passkeys: adding one and removing it. They are used where a code is: `accounts.second_factor_pages`."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, passkeys, second_factor
from accounts.entering import enter
from accounts.fresh import fresh_sign_in_required
from accounts.passkey_form import AddPasskeyForm
from accounts.second_factor_pages import answer_form, setting_up, show_codes


@setting_up
def add(request, user, waiting):
    """Add a passkey."""
    if not settings.TOKEN_KEYS:
        return render(request, "accounts/passkey_add.html", {"form": None}, status=503)
    form = AddPasskeyForm(request.POST if request.method == "POST" else None, request=request, user=user)
    if form.is_valid():
        try:
            codes = actions.add_passkey(user, name=form.cleaned_data["name"], credential=form.credential)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _added(request, user, waiting, codes)
    context = {"form": form, "is_needed": bool(waiting), "options": form.options()}
    return answer_form(request, "accounts/passkey_add.html", context)


def _added(request, user, waiting, codes):
    if waiting:
        second_factor.forget_waiting(request)
        enter(request, user)
    if codes:
        return show_codes(request, codes, next_address=waiting.next_address if waiting else "")
    messages.success(request, _("The passkey is added."))
    return redirect("accounts:sessions")


@require_POST
@fresh_sign_in_required
def remove(request, pk):
    """Remove one of one's own; the last second factor stays with whoever must have one, until there is another."""
    passkey = get_object_or_404(Authenticator, pk=pk, user=request.user, type=passkeys.TYPE)
    try:
        actions.remove_passkey(passkey, by=request.user)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("accounts:second-factor-set-up")
    messages.success(request, _("The passkey is removed. Remove it on your machine as well."))
    return redirect("accounts:sessions")
