# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that asks somebody who has signed in, once more, who they are (`accounts.fresh`)."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import actions, second_factor, wiki_server
from accounts.errors import TooManyTries
from accounts.fresh import note_proof
from accounts.going_on import ours
from accounts.second_factor_pages import answer_form
from accounts.second_proof import SecondProof, was_judged
from accounts.sign_in import FAILED, comes_too_often, forget_tries
from accounts.wiki_login import may_prove


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
    wanted = ours(request, request.POST.get("next", "") or request.GET.get("next", ""))
    is_right, context = _asked(request)
    if is_right:
        note_proof(request.session)
        request.session.cycle_key()
        return redirect(wanted or settings.LOGIN_REDIRECT_URL)
    by_wiki = wiki_server.is_configured() and may_prove(request.user)
    response = answer_form(request, "accounts/prove.html", context | {"by_wiki": by_wiki, "next": wanted})
    if request.method == "POST" and response.status_code == 200:
        response.status_code = 422  # there is nothing to send here
    return response


def _asked(request) -> tuple[bool, dict]:
    """The second factor of those who have one, the password of others, nothing where there is neither."""
    if second_factor.has_second_factor(request.user):
        proof = SecondProof(request, request.user)
        return (True, {}) if proof.is_right() else (False, proof.context())
    if request.user.has_usable_password() and second_factor.may_use_password(request.user):
        form = PasswordAgainForm(request.POST if request.method == "POST" else None, request=request)
        is_right = form.is_valid()
        if was_judged(form):
            actions.note_proof_refused(request.user, how="password")
        return is_right, {"form": form}
    return False, {"form": None}
