# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of this app refuse, each in the user's words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.errors.pipeline import (
    CardStays,
    ForeignPipeline,
    ForeignStage,
    LastPipeline,
    MouMissing,
    NeedsMissing,
    NoWayIn,
    OverLimit,
    PhaseFixed,
    PipelineInUse,
    PipelineNameTaken,
    PipelineRetired,
    PublicAndConfidential,
    ReasonMissing,
    StageHoldsCards,
    StageIsFirst,
    StageNotReachable,
    StageRetired,
)

__all__ = [
    "AddressTwice",
    "AlreadyPartners",
    "AlreadyThere",
    "AnsweredAlready",
    "CardStays",
    "ChangedMeanwhile",
    "ChoicesMissing",
    "CoLeadUnderWay",
    "ConsentMissing",
    "DayInFuture",
    "EndsBeforeItBegins",
    "ForeignPipeline",
    "ForeignStage",
    "ItemTaken",
    "LastPipeline",
    "LeadOutsideAffiliate",
    "LeadWouldLeave",
    "ListChanged",
    "LooksLikeAnother",
    "MouMissing",
    "NeedsMissing",
    "NoNextStep",
    "NoWayIn",
    "NobodyAnyMore",
    "NotAtInstitution",
    "NotBetweenThese",
    "NotToBeShared",
    "OpensItAlready",
    "OverLimit",
    "PhaseFixed",
    "PipelineInUse",
    "PipelineNameTaken",
    "PipelineRetired",
    "PublicAndConfidential",
    "ReasonMissing",
    "RelatedAlready",
    "RemovalReasonMissing",
    "RenewalWithoutReason",
    "SomethingElseMeanwhile",
    "StageHoldsCards",
    "StageIsFirst",
    "StageNotReachable",
    "StageRetired",
]


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


class LooksLikeAnother(ValidationError):
    """Carries `alike`: what is there already and may be meant (`reports.duplicates.Likeness`)."""

    def __init__(self, alike):
        super().__init__(
            ngettext(
                "There is an institution that looks like this one. If yours is another, say so below and save again.",
                "There are institutions that look like this one. If yours is another, say so below and save again.",
                len(alike),
            ),
            code="looks-like-another",
        )
        self.alike = alike


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


class OpensItAlready(ValidationError):
    def __init__(self):
        super().__init__(
            _("This affiliate opened the partnership itself: it needs no proposal."), code="opens-it-already"
        )


class CoLeadUnderWay(ValidationError):
    def __init__(self, affiliate):
        super().__init__(
            _(
                "%(affiliate)s leads the partnership already, or a proposal waits for an answer: answer that one."
            ),
            code="co-lead-under-way",
            params={"affiliate": affiliate},
        )


class NotToBeShared(ValidationError):
    def __init__(self):
        super().__init__(
            _("The partnership is closed: there is nothing left to lead together."), code="not-to-be-shared"
        )


class AnsweredAlready(ChangedMeanwhile):
    def __init__(self):
        ValidationError.__init__(
            self, _("This is settled already. Look at how it stands now."), code="answered-already"
        )


class LeadWouldLeave(ValidationError):
    def __init__(self, lead):
        super().__init__(
            _("The lead, %(lead)s, comes from the affiliate that leaves: choose another lead first."),
            code="lead-would-leave",
            params={"lead": lead},
        )


class NoNextStep(ValidationError):
    def __init__(self):
        super().__init__(
            _("Nothing is planned here any more: perhaps somebody else has done it."), code="no-next-step"
        )


class SomethingElseMeanwhile(ValidationError):
    def __init__(self):
        super().__init__(
            _("It was not put back: something else stands there by now."), code="something-else-meanwhile"
        )


class RemovalReasonMissing(ValidationError):
    def __init__(self):
        super().__init__(_("Say why it is removed: others will ask."), code="removal-reason-missing")


class DayInFuture(ValidationError):
    def __init__(self):
        super().__init__(_("The day lies in the future."), code="day-in-future")


class EndsBeforeItBegins(ValidationError):
    def __init__(self):
        super().__init__(_("It ends before it begins: look at the two days again."), code="ends-too-early")


class AlreadyThere(ValidationError):
    def __init__(self, institution):
        super().__init__(
            _("They have a post at “%(institution)s” already: correct that one, or end it first."),
            code="already-there",
            params={"institution": institution},
        )


class AddressTwice(ValidationError):
    def __init__(self):
        super().__init__(_("This address is noted already."), code="address-twice")


class RelatedAlready(ValidationError):
    def __init__(self):
        super().__init__(_("That is noted already between these two."), code="related-already")


class NotBetweenThese(ValidationError):
    def __init__(self):
        super().__init__(
            _("A relation is between two different people that the same affiliate knows."),
            code="not-between-these",
        )


class ConsentMissing(ValidationError):
    def __init__(self):
        super().__init__(
            _("A wiki username is noted only with their consent: say when and how they gave it."),
            code="consent-missing",
        )


class NobodyAnyMore(ValidationError):
    def __init__(self):
        super().__init__(
            _("What was known of this person is forgotten; nothing more is noted about them."),
            code="nobody-any-more",
        )


class RenewalWithoutReason(ValidationError):
    def __init__(self):
        super().__init__(_("Say why this person's data are still needed."), code="renewal-without-reason")


class NotAtInstitution(ValidationError):
    def __init__(self):
        super().__init__(_("They have no open post there any more."), code="not-at-institution")


class ChoicesMissing(ValidationError):
    def __init__(self):
        super().__init__(
            _("Say for each line who takes it, or why it knowingly stays as it is."), code="choices-missing"
        )


class ListChanged(ChangedMeanwhile):
    """What is handed over is no longer what stood on the page: `rows` are the keys that are new or differ."""

    def __init__(self, rows):
        super().__init__()
        self.rows = frozenset(rows)
