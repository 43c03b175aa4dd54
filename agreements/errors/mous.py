# SPDX-License-Identifier: GPL-3.0-or-later
"""What drafting, signing and amending refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class EndBeforeStart(ValidationError):
    def __init__(self):
        super().__init__(_("The agreement ends before it starts."), code="end-before-start")


class ReviewOutsideTerm(ValidationError):
    def __init__(self):
        super().__init__(
            _("“Looked at again on” lies outside the term of the agreement."), code="review-outside-term"
        )


class FlagWithoutWords(ValidationError):
    def __init__(self):
        super().__init__(_("Say how the marked risks are handled."), code="flag-without-words")


class SummaryMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Write the public summary before you open it to all."), code="summary-missing")


class SignedInFuture(ValidationError):
    def __init__(self):
        super().__init__(_("The day of signing lies in the future."), code="signed-in-future")


class AlreadySigned(ValidationError):
    def __init__(self):
        super().__init__(
            _("This agreement is signed; its terms no longer change. Draft a new one."), code="already-signed"
        )


class BackAlready(ValidationError):
    def __init__(self):
        super().__init__(_("It is back in the draft already."), code="back-already")


class NothingToPutBack(ValidationError):
    def __init__(self):
        super().__init__(
            _("This is not among what was struck from this draft, or may not be put back."),
            code="nothing-to-put-back",
        )


class NothingToSign(ValidationError):
    def __init__(self):
        super().__init__(
            _("There is nothing to sign yet: write clauses, add the document or give its link."),
            code="nothing-to-sign",
        )


class SignatoryLater(ValidationError):
    """A person's day lies after the agreement's; the person is named by side only, as a name is private."""

    def __init__(self, side):
        super().__init__(
            _(
                "“Signed on” lies before the day somebody signed for %(side)s. Take the day of the last signature."
            ),
            code="signatory-later",
            params={"side": side},
        )


class SignedBeforeAmended(ValidationError):
    def __init__(self):
        super().__init__(
            _("“Signed on” lies before the day the agreement that this one amends was signed."),
            code="signed-before-amended",
        )


class Overlapping(ValidationError):
    def __init__(self, other):
        super().__init__(
            _(
                "The term (“Starts on”, “Ends on”) overlaps that of “%(other)s”, which is signed. "
                "Amend that one, or change the days."
            ),
            code="overlapping",
            params={"other": other},
        )


class AmendsDraft(ValidationError):
    def __init__(self):
        super().__init__(
            _("This agreement is a draft: correct it. Only a signed one is amended."), code="amends-draft"
        )


class AlreadyReplaced(ValidationError):
    def __init__(self):
        super().__init__(
            _("A newer version has replaced this agreement. Amend that one."), code="already-replaced"
        )


class HoldWithoutReason(ValidationError):
    def __init__(self):
        super().__init__(_("Say for what the agreement must be kept."), code="hold-without-reason")


class NothingToCut(ValidationError):
    def __init__(self):
        super().__init__(_("The agreement has no document, and never had one."), code="nothing-to-cut")


class HeldAsItIs(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "The agreement is held for a dispute or the law: its document stays as it is until it is let go."
            ),
            code="held-as-it-is",
        )


class NotHeld(ValidationError):
    def __init__(self):
        super().__init__(_("Nobody holds this agreement."), code="not-held")
