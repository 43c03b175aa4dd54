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


class TextMissing(ValidationError):
    """A version without any text."""

    def __init__(self):
        super().__init__(_("Write the text in one language at least."), code="text-missing")


class PublishedMeanwhile(ValidationError):
    """Somebody published a version while this one was written."""

    def __init__(self):
        super().__init__(
            _("A version was published meanwhile. Look at it, then publish yours as the next."),
            code="published-meanwhile",
        )


class NotWhatIsInForce(ValidationError):
    """What was agreed to is no longer what is in force."""

    def __init__(self):
        super().__init__(
            _("The text has changed while you read it. Please read the present one."), code="not-in-force"
        )
