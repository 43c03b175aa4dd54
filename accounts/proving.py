# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that asks somebody who has signed in, once more, who they are (`accounts.fresh`)."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import actions, second_factor, wiki_server
from accounts.errors import TooManyTries
from accounts.fresh import note_proof
from accounts.going_on import ours
from accounts.models import WikiAccount
from accounts.second_factor_form import CodeForm
from accounts.sign_in import FAILED, WAIT_SECONDS, comes_too_often, forget_tries


class PasswordAgainForm(forms.Form):
    """Asks for the password of who has signed in."""

    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request: HttpRequest, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self):
        user, key = self.request.user, self.request.user.username.casefold()
        if comes_too_often(self.request, FAILED, key=key):
            raise TooManyTries
        if not user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."), code="wrong")
        forget_tries(self.request, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request):
    """Asks in each way that this person has; afterwards on to what they wanted."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    form = _form(request)
    if form and form.is_valid():
        if isinstance(form, CodeForm):
            actions.note_second_factor_used(form.authenticator)
        note_proof(request.session)
        request.session.cycle_key()
        return redirect(ours(request, wanted) or settings.LOGIN_REDIRECT_URL)
    by_wiki = wiki_server.is_configured() and WikiAccount.objects.filter(user=request.user).exists()
    context = {"form": form, "by_wiki": by_wiki, "next": ours(request, wanted)}
    return _answer(request, form, context)


def _form(request):
    """The code of the second factor for those who have one, the password for others; None where there is neither."""
    sent = request.POST if request.method == "POST" else None
    if second_factor.has_second_factor(request.user):
        return CodeForm(sent, request=request, user=request.user)
    if request.user.has_usable_password() and second_factor.may_use_password(request.user):
        return PasswordAgainForm(sent, request=request)
    return None


def _answer(request, form, context):
    found = [error.code for errors in (form.errors.as_data() if form else {}).values() for error in errors]
    is_late = TooManyTries.CODE in found
    status = 429 if is_late else 422 if request.method == "POST" else 200
    response = render(request, "accounts/prove.html", context, status=status)
    if is_late:
        response["Retry-After"] = str(WAIT_SECONDS)
    return response
