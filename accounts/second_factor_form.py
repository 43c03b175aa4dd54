# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for codes. allauth judges each; how many tries there are is counted as those of passwords are."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import second_factor, vault
from accounts.errors import TooManyTries
from accounts.sign_in import comes_too_often

SECOND = "sign_in.second_factor"
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}


def whose(user) -> str:
    """What tries of this person are counted by, codes and passkeys together."""
    return f"second factor of {user.pk}"


class CodeForm(forms.Form):
    """Asks for a code of the app, or one of the recovery codes; `authenticator` is then whose it was."""

    code = forms.CharField(
        label=_("Code of your app, or a recovery code"), max_length=40, widget=forms.TextInput(attrs=DIGITS)
    )

    def __init__(self, *args, request, user, **kwargs):
        self.request, self.user = request, user
        super().__init__(*args, **kwargs)
        if not second_factor.has_app(user):
            self.fields["code"].label = _("Recovery code")

    def clean_code(self):
        if comes_too_often(self.request, SECOND, key=whose(self.user)):
            raise TooManyTries
        code = self.cleaned_data["code"]
        for each in Authenticator.objects.filter(user=self.user, type__in=second_factor.CODES):
            try:
                is_right = each.wrap().validate_code(code)
            except vault.SealBroken:
                raise ValidationError(
                    _("Your second factor cannot be read any more. Ask those who run this platform."),
                    code="seal-broken",
                ) from None
            if is_right:
                self.authenticator = each
                return code
        raise ValidationError(_("This is not the code. It changes every half minute."), code="wrong")


class SetUpForm(ActivateTOTPForm):
    """Asks for the first code, which shows that the app has the secret."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code that the app shows"), max_length=20, widget=forms.TextInput(attrs=DIGITS)
        )
