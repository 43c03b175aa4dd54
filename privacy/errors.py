# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals of this app, in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class AddressSuppressed(ValidationError):
    def __init__(self):
        super().__init__(
            _("This address asked not to be contacted. It is not noted, and no mail goes to it."),
            code="address-suppressed",
        )


class OnlyAdministrator(ValidationError):
    def __init__(self, affiliates):
        super().__init__(
            _(
                "You are the only administrator of %(affiliates)s. Give somebody else that role first, "
                "then close the account."
            ),
            code="only-administrator",
            params={"affiliates": ", ".join(map(str, affiliates))},
        )


class AlreadyClosed(ValidationError):
    def __init__(self):
        super().__init__(_("This account is closed already."), code="already-closed")


class OnlyPlatformAdministrator(ValidationError):
    def __init__(self):
        super().__init__(
            _("You are the only platform administrator. Appoint another one first, then close the account."),
            code="only-platform-administrator",
        )
