# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals about telling people what we keep of them, and about writing to them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NoticeGiven(ValidationError):
    def __init__(self):
        super().__init__(_("They have been told already."), code="notice-given")


class NoticeTextMissing(ValidationError):
    def __init__(self):
        super().__init__(
            _("There is no text of the notice yet: a platform administrator publishes one."),
            code="notice-text-missing",
        )


class NoMailAddress(ValidationError):
    def __init__(self):
        super().__init__(
            _("No mail address of theirs is noted. Tell them otherwise, and note how."),
            code="no-mail-address",
        )


class NotToldYet(ValidationError):
    def __init__(self):
        super().__init__(
            _("They have not been told in time what you keep of them. Give them the notice first."),
            code="not-told-yet",
        )


class TheyObjected(ValidationError):
    def __init__(self):
        super().__init__(_("They object to mails of this kind."), code="they-objected")


class NoConsentToMails(ValidationError):
    def __init__(self):
        super().__init__(
            _("They have not agreed to mails of campaigns, or their consent has run out."),
            code="no-consent-to-mails",
        )
