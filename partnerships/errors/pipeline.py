# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the way of a move, and of changing a pipeline."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from partnerships import requirements


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


class NeedsMissing(ValidationError):
    """The stage asks for more: `missing` are the codes of `partnerships.requirements`."""

    def __init__(self, stage, missing: list[str], *, message=None, code="needs-missing"):
        needs = [str(each.label) for each in requirements.named(missing)]
        super().__init__(
            message or _("“%(wanted)s” asks for more first: %(needs)s."),
            code=code,
            params={"wanted": stage, "needs": "; ".join(needs)},
        )
        self.stage = stage
        self.missing = missing


class MouMissing(NeedsMissing):
    """Nothing but the agreement is missing."""

    def __init__(self, wanted):
        super().__init__(
            wanted,
            [requirements.AGREEMENT],
            message=_("“%(wanted)s” needs an agreement in force: record the signed one first."),
            code="mou-missing",
        )


class ReasonMissing(NeedsMissing):
    """Nothing but the reason is missing."""

    def __init__(self, wanted):
        super().__init__(
            wanted,
            [requirements.REASON],
            message=_("Say why the partnership goes to “%(wanted)s”: a note is needed."),
            code="reason-missing",
        )


class OverLimit(ValidationError):
    """One more than the stage's limit: asked, not forbidden."""

    def __init__(self, stage, limit: int):
        super().__init__(
            ngettext_lazy(
                "“%(wanted)s” is meant for at most %(limit)s partnership at once. Move it there all the same?",
                "“%(wanted)s” is meant for at most %(limit)s partnerships at once. Move it there all the same?",
                "limit",
            ),
            code="over-limit",
            params={"wanted": stage, "limit": limit},
        )
        self.stage = stage
        self.limit = limit


class StageRetired(ValidationError):
    def __init__(self, stage):
        super().__init__(
            _("“%(stage)s” is no longer in use: choose another stage."),
            code="stage-retired",
            params={"stage": stage},
        )


class PhaseFixed(ValidationError):
    def __init__(self, stage):
        super().__init__(
            _(
                "Partnerships have been in “%(stage)s”, so its phase stays: it is what the whole movement "
                "counts by. Add a new stage with the other phase instead."
            ),
            code="phase-fixed",
            params={"stage": stage},
        )


class NoWayIn(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "New partnerships begin in the first stage, so a stage on the way forward stands first, "
                "not one for paused, declined or ended ones."
            ),
            code="no-way-in",
        )


class StageIsFirst(ValidationError):
    def __init__(self, stage):
        super().__init__(
            _("New partnerships begin in “%(stage)s”: put another stage first, then retire it."),
            code="stage-is-first",
            params={"stage": stage},
        )


class StageHoldsCards(ValidationError):
    def __init__(self, stage, count: int):
        super().__init__(
            ngettext_lazy(
                "%(count)s partnership is in “%(stage)s”: say to which stage it goes.",
                "%(count)s partnerships are in “%(stage)s”: say to which stage they go.",
                "count",
            ),
            code="stage-holds-cards",
            params={"stage": stage, "count": count},
        )


class CardStays(ValidationError):
    """A card of a stage that is to be retired may not go where it was sent."""

    def __init__(self, partnership, refusal: ValidationError):
        super().__init__(
            _("%(partnership)s: %(why)s"),
            code="card-stays",
            params={"partnership": partnership.institution, "why": " ".join(refusal.messages)},
        )


class PipelineInUse(ValidationError):
    def __init__(self, pipeline, count: int):
        super().__init__(
            ngettext_lazy(
                "%(count)s open partnership is in “%(pipeline)s”: close it first.",
                "%(count)s open partnerships are in “%(pipeline)s”: close them first.",
                "count",
            ),
            code="pipeline-in-use",
            params={"pipeline": pipeline, "count": count},
        )


class LastPipeline(ValidationError):
    def __init__(self):
        super().__init__(
            _("An affiliate keeps at least one pipeline: make another first."), code="last-pipeline"
        )


class PipelineNameTaken(ValidationError):
    def __init__(self):
        super().__init__(
            _("Your affiliate has a pipeline of this name already; a retired one counts too."),
            code="pipeline-name-taken",
        )


class PublicAndConfidential(ValidationError):
    def __init__(self):
        super().__init__(
            _(
                "A partnership is either shown to the public or confidential, not both: take one of them away."
            ),
            code="public-and-confidential",
        )


class PipelineRetired(ValidationError):
    def __init__(self):
        super().__init__(_("That pipeline is no longer in use: choose another."), code="pipeline-retired")


class ForeignPipeline(ValidationError):
    def __init__(self):
        super().__init__(_("That pipeline belongs to another affiliate."), code="foreign-pipeline")
