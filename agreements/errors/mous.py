# SPDX-License-Identifier: GPL-3.0-or-later
"""What drafting, signing and amending refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class EndBeforeStart(ValidationError):
    def __init__(self):
        super().__init__(_("The agreement ends before it starts."), code="end-before-start")


class SignedInFuture(ValidationError):
    def __init__(self):
        super().__init__(_("The day of signing lies in the future."), code="signed-in-future")


class AlreadySigned(ValidationError):
    def __init__(self):
        super().__init__(
            _("This agreement is signed; its terms no longer change. Draft a new one."), code="already-signed"
        )
