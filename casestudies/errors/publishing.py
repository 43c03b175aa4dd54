# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused on the way to the wiki, and back from it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NotToBePublished(ValidationError):
    def __init__(self, state):
        super().__init__(
            _(
                "Only a draft, a filed or a published case study of ours can be sent to the wiki; this one is %(state)s."
            ),
            code="not-to-be-published",
            params={"state": state},
        )


class AcceptedFirst(ValidationError):
    """The operator wants a review before anything goes to the wiki."""

    def __init__(self, state):
        super().__init__(
            _("A reviewer accepts a case study before it goes to the wiki; this one is %(state)s."),
            code="accepted-first",
            params={"state": state},
        )


class NothingWritten(ValidationError):
    def __init__(self):
        super().__init__(
            _("There is nothing to publish yet: every section is empty."), code="nothing-written"
        )


class NothingNew(ValidationError):
    def __init__(self):
        super().__init__(
            _("The wiki has this text already: nothing has changed here since."), code="nothing-new"
        )


class SettleFirst(ValidationError):
    def __init__(self):
        super().__init__(
            _("The page was changed on the wiki and here. Compare both and decide before you publish again."),
            code="settle-first",
        )


class NothingToSettle(ValidationError):
    def __init__(self):
        super().__init__(
            _("Both sides agree: there is nothing to decide any more."), code="nothing-to-settle"
        )


class OnTheWiki(ValidationError):
    def __init__(self):
        super().__init__(
            _("This case study is on the wiki. Only the wiki's administrators can take it away there."),
            code="on-the-wiki",
        )
