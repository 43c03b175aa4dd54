# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening partnerships, moving them along the pipeline, planning what comes next."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Affiliate, User
from accounts.permissions import may
from journal.actions import record, recorded
from partnerships import notifications
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import (
    AlreadyPartners,
    ForeignStage,
    LeadOutsideAffiliate,
    MouMissing,
    ReasonMissing,
    StageNotReachable,
)
from partnerships.models import Institution, Partnership, Pipeline, Stage, StageMove
from partnerships.stages import DEFAULT_STAGES, NEEDS_AGREEMENT, NEEDS_REASON


@recorded
def make_pipeline(affiliate: Affiliate, *, by: User | None, name: str = "") -> Pipeline:
    """Give the affiliate a pipeline with the default stages, their guidance in the platform's language."""
    with translation.override("en"):
        pipeline = Pipeline.objects.create(affiliate=affiliate, name=name or _("Partnerships"))
        Stage.objects.bulk_create(
            Stage(pipeline=pipeline, phase=phase, position=place, target_days=days, guidance=str(guidance))
            for place, (phase, days, guidance) in enumerate(DEFAULT_STAGES)
        )
    return pipeline


@recorded
def open_partnership(
    institution: Institution,
    affiliate: Affiliate,
    *,
    lead: User,
    origin: str,
    by: User,
    summary: str = "",
    next_step: str = "",
    next_step_on: date | None = None,
) -> Partnership:
    """Begin a partnership in the first stage. Raises AlreadyPartners or LeadOutsideAffiliate."""
    _check_lead(lead, affiliate.pk)
    pipeline = affiliate.pipelines.order_by("pk").first() or make_pipeline(affiliate, by=by)
    first = pipeline.stages.first()
    partnership = Partnership(
        institution=institution,
        affiliate=affiliate,
        pipeline=pipeline,
        stage=first,
        phase=first.phase,
        lead=lead,
        origin=origin,
        summary=summary,
        next_step=next_step,
        next_step_on=next_step_on,
    )
    try:
        with transaction.atomic():
            partnership.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyPartners from error
    StageMove.objects.create(partnership=partnership, affiliate=affiliate, target=first, by=by)
    record("partnership.opened", partnership, by=by, after=first)
    return partnership


@recorded
def move_to_stage(
    partnership: Partnership, stage: Stage, *, by: User, version: int | None = None, note: str = ""
) -> Partnership:
    """Take the partnership to another stage of its pipeline.

    Raises ChangedMeanwhile, ForeignStage, StageNotReachable, MouMissing or ReasonMissing; then nothing
    has changed.
    """
    partnership = locked(partnership, version=version)
    current, note = partnership.stage, note.strip()
    _check_move(partnership, current, stage, note)

    now = timezone.now()
    days_spent = max(0, partnership.days_in_stage(now))
    partnership.stage, partnership.phase, partnership.stage_entered_at = stage, stage.phase, now
    partnership.version += 1
    try:
        with transaction.atomic():
            partnership.save(update_fields=["stage", "phase", "stage_entered_at", "version"])
    except IntegrityError as error:  # reopened while the affiliate has begun anew with the institution
        raise AlreadyPartners from error
    StageMove.objects.create(
        partnership=partnership,
        affiliate_id=partnership.affiliate_id,
        source=current,
        target=stage,
        by=by,
        moved_at=now,
        days_spent=days_spent,
        note=note,
    )
    record("partnership.moved", partnership, by=by, before=current, after=stage, note=note)
    notifications.tell_lead_of_move(partnership, current, stage, by=by)
    return partnership


def _check_move(partnership: Partnership, current: Stage, stage: Stage, note: str) -> None:
    if stage.pipeline_id != partnership.pipeline_id:
        raise ForeignStage
    if not current.may_lead_to(stage):
        raise StageNotReachable(current, stage)
    if stage.phase in NEEDS_AGREEMENT and not partnership.mous.in_force().exists():
        raise MouMissing(stage)
    if stage.phase in NEEDS_REASON and not note:
        raise ReasonMissing(stage)


@recorded
def plan_next_step(
    partnership: Partnership, *, version: int, by: User, next_step: str, next_step_on: date | None
) -> Partnership:
    """Say what is to be done next and when; empty clears it. Raises ChangedMeanwhile."""
    partnership = locked(partnership, version=version)
    if write_changes(partnership, next_step=next_step, next_step_on=next_step_on):
        record("partnership.planned", partnership, by=by, after=next_step)
    return partnership


@recorded
def correct_partnership(
    partnership: Partnership,
    *,
    version: int,
    by: User,
    lead: User,
    origin: str,
    summary: str,
    notes: str,
    is_public: bool,
) -> Partnership:
    """Change what is written about a partnership. Raises ChangedMeanwhile or LeadOutsideAffiliate."""
    partnership = locked(partnership, version=version)
    if lead.pk != partnership.lead_id:
        _check_lead(lead, partnership.affiliate_id)
    changed = write_changes(
        partnership, lead=lead, origin=origin, summary=summary, notes=notes, is_public=is_public
    )
    if changed:
        record("partnership.corrected", partnership, by=by, after=", ".join(changed))
    return partnership


def _check_lead(lead: User, affiliate_id: int) -> None:
    if not may(lead, "partnership.steer", affiliate_id=affiliate_id):
        raise LeadOutsideAffiliate
