# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening partnerships, in the first stage of one of the affiliate's pipelines."""

from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Affiliate, User
from journal.actions import record, recorded
from partnerships.actions.collisions import tell_of_second_affiliate
from partnerships.actions.partnerships import check_lead
from partnerships.actions.pipelines import make_pipeline
from partnerships.actions.planning import make_tasks_of_plan
from partnerships.errors import AlreadyPartners, ForeignPipeline, PipelineRetired
from partnerships.models import Institution, Partnership, Pipeline, StageMove
from teamwork.actions import follow


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
    pipeline: Pipeline | None = None,
    is_confidential: bool = False,
) -> Partnership:
    """Begin a partnership in the first stage of the pipeline (default: the affiliate's first in use).

    Raises AlreadyPartners, LeadOutsideAffiliate, ForeignPipeline or PipelineRetired.
    """
    check_lead(lead, affiliate.pk)
    pipeline = _pipeline_for(affiliate, pipeline, by=by)
    first = pipeline.stages.in_use().select_for_update(no_key=True).first()
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
        is_confidential=is_confidential,
    )
    try:
        with transaction.atomic():
            partnership.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyPartners from error
    StageMove.objects.create(partnership=partnership, affiliate=affiliate, target=first, by=by)
    record("partnership.opened", partnership, by=by, after=first)
    make_tasks_of_plan(partnership, first, by=by)
    tell_of_second_affiliate(partnership, by=by)
    # Who opens or leads it wants to hear of it; either may stop following.
    for person in dict.fromkeys((by, lead)):
        follow(partnership, by=person)
    return partnership


def _pipeline_for(affiliate: Affiliate, pipeline: Pipeline | None, *, by: User) -> Pipeline:
    if pipeline is None:
        first = affiliate.pipelines.in_use().order_by("pk").first()
        return first or make_pipeline(affiliate, by=by)
    # Locked, so that it is not retired at the same moment.
    pipeline = Pipeline.objects.select_for_update(no_key=True).get(pk=pipeline.pk)
    if pipeline.affiliate_id != affiliate.pk:
        raise ForeignPipeline
    if pipeline.retired_at:
        raise PipelineRetired
    return pipeline
