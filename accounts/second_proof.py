# SPDX-License-Identifier: GPL-3.0-or-later
"""Both ways to give the second proof, on one page: a passkey where somebody has one, and a code."""

from django.core.exceptions import ValidationError

from accounts import actions, second_factor
from accounts.errors import TooManyTries
from accounts.passkey_form import PasskeyForm
from accounts.second_factor_form import CodeForm

# Nothing was given, or it was not looked at: no wrong answer.
_NOT_JUDGED = {"required", TooManyTries.CODE}


class SecondProof:
    """What was asked of somebody and what they sent: one of two forms, the other unbound."""

    def __init__(self, request, user):
        sent = request.POST if request.method == "POST" else None
        by_passkey = sent is not None and "answer" in sent
        self.code = CodeForm(None if by_passkey else sent, request=request, user=user)
        self.passkey = PasskeyForm(sent if by_passkey else None, request=request, user=user)
        self.user = user

    def is_right(self) -> bool:
        """Whether what was sent is right; that it was used is then written down, and of a wrong one that it came."""
        if self._is_right():
            return True
        for how, form in (("code", self.code), ("passkey", self.passkey)):
            if was_judged(form):
                actions.note_proof_refused(self.user, how=how)
        return False

    def _is_right(self) -> bool:
        if self.code.is_valid():
            actions.note_second_factor_used(self.code.authenticator)
            return True
        if not self.passkey.is_valid():
            return False
        try:
            actions.note_passkey_used(self.passkey.used)
        except ValidationError as refusal:
            self.passkey.add_error(None, refusal)
            return False
        return True

    def context(self) -> dict:
        """For the page: `form` asks for a code, `passkey` for a passkey by `options`, which are empty where there is none."""
        return {
            "form": self.code,
            "passkey": self.passkey,
            "options": self.passkey.options(),
            "has_app": second_factor.has_app(self.user),
        }


def was_judged(form) -> bool:
    """Whether the form held an answer that was looked at and found wrong."""
    found = {error.code for errors in form.errors.as_data().values() for error in errors}
    return bool(found - _NOT_JUDGED)
