# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in with a password of this platform, a limited number of times."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect

from accounts import second_factor, wiki_server
from accounts.entering import enter
from accounts.errors import TooManyTries
from accounts.limits import forget, must_wait

WAIT_SECONDS = 300
FAILED, BEGUN = "sign_in.password", "sign_in.wiki"


def comes_too_often(request, action: str, *, key: str = "") -> int:
    """Count one more try; the seconds to wait if it is one too many, else 0."""
    return must_wait(request, action, key=key)


def forget_tries(request, *, key: str) -> None:
    """They got in: what went before were slips."""
    forget(FAILED, key=key)


class PasswordForm(AuthenticationForm):
    """Asks for name and password; after too many tries the right one is refused too."""

    wait = 0

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not second_factor.may_use_password(user):
            raise self.get_invalid_login_error()  # in the words for a wrong one: it tells nobody who has one

    def clean(self):
        key = (self.cleaned_data.get("username") or "").casefold()
        # Counted before the password is looked at: of many tries at one moment each counts.
        if key:
            self.wait = comes_too_often(self.request, FAILED, key=key)
        if self.wait:
            raise TooManyTries
        cleaned = super().clean()
        if key and self.get_user():
            forget_tries(self.request, key=key)
        return cleaned


class SignInView(LoginView):
    """The front door: a button for wiki accounts where that is set up, and the form."""

    authentication_form = PasswordForm
    redirect_authenticated_user = True

    def form_valid(self, form):
        user, wanted = form.get_user(), self.get_redirect_url()
        step = second_factor.next_step(user, by_password=True)
        if step:
            second_factor.wait_for_second(self.request, user, next_address=wanted)
            return redirect(step)
        enter(self.request, user)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(wiki_sign_in=wiki_server.is_configured(), **kwargs)

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.wait:
            response.status_code = 429
            response["Retry-After"] = str(form.wait)
        return response
