# SPDX-License-Identifier: GPL-3.0-or-later
"""What renewing an agreement and letting it end refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NothingToRenew(ValidationError):
    def __init__(self):
        super().__init__(
            _("Only a signed agreement with an end, which no newer version has replaced, is renewed."),
            code="nothing-to-renew",
        )


class EndWithoutReason(ValidationError):
    def __init__(self):
        super().__init__(_("Say why the agreement may end."), code="end-without-reason")


class AlreadyLetEnd(ValidationError):
    def __init__(self):
        super().__init__(_("Somebody said already that this agreement may end."), code="already-let-end")
