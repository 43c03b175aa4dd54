# SPDX-License-Identifier: GPL-3.0-or-later
"""What this app refuses, in the words a person reads."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
