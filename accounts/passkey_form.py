# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for what a browser says of a passkey; a script of ours writes it into a field that nobody sees."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import passkeys
from accounts.errors import PasskeyRefused, TooManyTries
from accounts.limits import must_wait
from accounts.second_factor_form import SECOND, whose
from accounts.sign_in import comes_too_often


class PasskeyForm(forms.Form):
    """Asks for the answer of a passkey; `used` is then which it was."""

    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, user, **kwargs):
        self.request, self.user = request, user
        super().__init__(*args, **kwargs)

    def clean(self):
        if comes_too_often(self.request, SECOND, key=whose(self.user)):
            raise TooManyTries
        self.used = passkeys.used(self.request, self.user, _read(self.cleaned_data))

    def options(self) -> str:
        """What the browser is told, as JSON; empty where this person has none."""
        return json.dumps(passkeys.ask_to_use(self.request, self.user)) if passkeys.of(self.user) else ""


class AddPasskeyForm(forms.Form):
    """Asks what to call a passkey, and for what the browser made; `credential` is then what is kept of it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("By which you will know it, such as “Work laptop” or “Blue key”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    answer = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request, user, **kwargs):
        self.request, self.user = request, user
        super().__init__(*args, **kwargs)

    def clean(self):
        if must_wait(self.request, "passkey.add", key=whose(self.user)):
            raise TooManyTries
        if "name" in self.cleaned_data:
            self.credential = passkeys.added(self.request, self.user, _read(self.cleaned_data))
        return self.cleaned_data

    def options(self) -> str:
        """What the browser is told, as JSON."""
        return json.dumps(passkeys.ask_to_add(self.request, self.user))


def _read(cleaned_data) -> dict:
    try:
        answer = json.loads(cleaned_data.get("answer") or "{}")
    except (ValueError, RecursionError):
        raise PasskeyRefused from None
    if not isinstance(answer, dict):
        raise PasskeyRefused
    return answer
