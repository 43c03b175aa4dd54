# SPDX-License-Identifier: GPL-3.0-or-later
"""Making an affiliate's pipelines, naming them, and taking them out of use."""

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import Affiliate, User
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import LastPipeline, PipelineInUse, PipelineNameTaken
from partnerships.models import Partnership, Pipeline, Stage
from partnerships.packs import PACKS
from partnerships.stages import COLOURS, Sketch


@recorded
def make_pipeline(
    affiliate: Affiliate, *, by: User | None, name: str = "", pack: str = "partnership"
) -> Pipeline:
    """Give the affiliate a pipeline made from a ready-made pack. Raises PipelineNameTaken.

    Names, guidance and checklists are stored in English and translated when they are shown.
    """
    chosen = PACKS[pack]
    with translation.override("en"):
        try:
            with transaction.atomic():
                pipeline = Pipeline.objects.create(affiliate=affiliate, name=name or str(chosen.name))
        except IntegrityError as error:
            raise PipelineNameTaken from error
        Stage.objects.bulk_create(
            _stage(pipeline, place, sketch) for place, sketch in enumerate(chosen.stages)
        )
    if by is not None:
        record("pipeline.made", pipeline, by=by, after=pipeline)
    return pipeline


def _stage(pipeline: Pipeline, place: int, sketch: Sketch) -> Stage:
    return Stage(
        pipeline=pipeline,
        phase=sketch.phase,
        position=place,
        names={"": str(sketch.name)} if sketch.name else {},
        target_days=sketch.target_days,
        guidance=str(sketch.guidance),
        colour=COLOURS[sketch.phase],
        checklist=[str(line) for line in sketch.checklist],
        needs=list(sketch.needs),
        plan=[{"title": str(title), "after_days": days} for title, days in sketch.plan],
    )


@recorded
def correct_pipeline(
    pipeline: Pipeline, *, version: int, by: User, name: str, names: dict[str, str]
) -> Pipeline:
    """Rename it. Raises ChangedMeanwhile or PipelineNameTaken."""
    pipeline = locked(pipeline, version=version)
    before = str(pipeline)
    try:
        with transaction.atomic():
            changed = write_changes(pipeline, name=name, names=names)
    except IntegrityError as error:
        raise PipelineNameTaken from error
    if changed:
        record("pipeline.corrected", pipeline, by=by, before=before, after=pipeline)
    return pipeline


@recorded
def retire_pipeline(pipeline: Pipeline, *, version: int, by: User) -> Pipeline:
    """Take it out of use; closed partnerships and the history stay. Raises PipelineInUse or LastPipeline."""
    Affiliate.objects.select_for_update(no_key=True).get(pk=pipeline.affiliate_id)  # two last ones at once
    pipeline = locked(pipeline, version=version)
    count = Partnership.objects.kept().open().filter(pipeline=pipeline).count()
    if count:
        raise PipelineInUse(pipeline, count)
    others = Pipeline.objects.in_use().filter(affiliate=pipeline.affiliate_id).exclude(pk=pipeline.pk)
    if not others.exists():
        raise LastPipeline
    if not pipeline.retired_at and write_changes(pipeline, retired_at=timezone.now()):
        record("pipeline.retired", pipeline, by=by, before=pipeline)
    return pipeline


@recorded
def restore_pipeline(pipeline: Pipeline, *, version: int, by: User) -> Pipeline:
    """Take a retired pipeline into use again. Raises ChangedMeanwhile."""
    pipeline = locked(pipeline, version=version)
    if write_changes(pipeline, retired_at=None):
        record("pipeline.corrected", pipeline, by=by, after=pipeline)
    return pipeline
