# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class StageNotReachable(ValidationError):
    def __init__(self, current, wanted):
        super().__init__(
            _("A partnership cannot go from “%(current)s” to “%(wanted)s”: take the steps between."),
            code="stage-not-reachable",
            params={"current": current, "wanted": wanted},
        )


class ForeignStage(ValidationError):
    def __init__(self):
        super().__init__(_("That stage belongs to another pipeline."), code="foreign-stage")


class MouMissing(ValidationError):
    def __init__(self, wanted):
        super().__init__(
            _("“%(wanted)s” needs an agreement in force: record the signed one first."),
            code="mou-missing",
            params={"wanted": wanted},
        )


class ReasonMissing(ValidationError):
    def __init__(self, wanted):
        super().__init__(
            _("Say why the partnership goes to “%(wanted)s”: a note is needed."),
            code="reason-missing",
            params={"wanted": wanted},
        )


class ChangedMeanwhile(ValidationError):
    def __init__(self):
        super().__init__(
            _("Somebody else changed this meanwhile. Look at what is there now, then decide again."),
            code="changed-meanwhile",
        )


class ItemTaken(ValidationError):
    def __init__(self, institution):
        super().__init__(
            _("The Wikidata item already belongs to “%(institution)s”."),
            code="item-taken",
            params={"institution": institution},
        )
        self.institution = institution


class AlreadyPartners(ValidationError):
    def __init__(self):
        super().__init__(
            _("Your affiliate already has an open partnership with this institution."),
            code="already-partners",
        )


class LeadOutsideAffiliate(ValidationError):
    def __init__(self):
        super().__init__(
            _("The lead needs the role of coordinator or administrator in the affiliate."),
            code="lead-outside-affiliate",
        )


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


class AlreadySettled(ValidationError):
    def __init__(self):
        super().__init__(_("This commitment is settled already."), code="already-settled")
