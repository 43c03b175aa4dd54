# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing an affiliate's stages, without ever breaking history or what the movement counts.

A stage that partnerships have been in keeps its phase; one out of use keeps its row. Every action here locks
the pipeline first: two administrators at once cannot leave it without a way in.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from partnerships.actions.pipeline import move_to_stage
from partnerships.actions.rows import write_changes
from partnerships.errors import (
    CardStays,
    ChangedMeanwhile,
    ForeignStage,
    NoWayIn,
    PhaseFixed,
    StageHoldsCards,
    StageIsFirst,
    StageRetired,
)
from partnerships.models import Partnership, Pipeline, Stage, StageMove
from partnerships.stages import ASIDE

# What is written about a stage, besides its order and which stages may follow.
WORDS = (
    "phase",
    "names",
    "colour",
    "target_days",
    "guidance",
    "checklist",
    "needs",
    "wip_limit",
    "plan",
)


@recorded
def add_stage(pipeline: Pipeline, *, by: User, leads_to: Sequence[Stage] = (), **words) -> Stage:
    """Add a stage at the end; `words` are values of WORDS. Raises ForeignStage."""
    pipeline = _held(pipeline.pk)
    last = pipeline.stages.aggregate(last=Max("position"))["last"]
    stage = Stage.objects.create(pipeline=pipeline, position=0 if last is None else last + 1, **words)
    _set_leads_to(stage, leads_to)
    record("stage.added", stage, by=by, about=pipeline, after=stage)
    return stage


@recorded
def correct_stage(stage: Stage, *, version: int, by: User, leads_to: Sequence[Stage] = (), **words) -> Stage:
    """Change what is written about a stage. Raises ChangedMeanwhile, PhaseFixed, NoWayIn or ForeignStage."""
    pipeline = _held(stage.pipeline_id)
    stage = _locked(stage, version=version)
    if words.get("phase", stage.phase) != stage.phase and has_been_used(stage):
        raise PhaseFixed(stage)
    changed = write_changes(stage, **words)
    said = changed.told
    if _set_leads_to(stage, leads_to):
        changed.append("leads_to")
        said["after"] = "\n".join(filter(None, [said["after"], "leads_to"]))
        if changed == ["leads_to"]:
            stage.version += 1
            stage.save(update_fields=["version"])
    if "phase" in changed:
        _check_way_in(pipeline)
    if changed:
        record("stage.corrected", stage, by=by, about=pipeline, **said)
    return stage


def has_been_used(stage: Stage) -> bool:
    """Whether a partnership, even a removed one, is in it or was."""
    moves = StageMove.objects.filter(Q(source=stage) | Q(target=stage))
    return stage.partnerships.exists() or moves.exists()


@recorded
def order_stages(pipeline: Pipeline, *, version: int, by: User, stages: Sequence[int]) -> Pipeline:
    """Put the stages into the order of these keys: all of them, each once. Raises ChangedMeanwhile or NoWayIn."""
    pipeline = _held(pipeline.pk, version=version)
    rows = {stage.pk: stage for stage in pipeline.stages.all()}
    if sorted(rows) != sorted(stages):
        raise ChangedMeanwhile
    if [stage.pk for stage in rows.values()] == list(stages):
        return pipeline
    for place, pk in enumerate(stages):
        rows[pk].position = place
    Stage.objects.bulk_update(rows.values(), ["position"])
    _check_way_in(pipeline)
    _count_up(pipeline)
    record("stage.ordered", pipeline, by=by)
    return pipeline


@recorded
def retire_stage(
    stage: Stage, *, version: int, by: User, target: Stage | None = None, note: str = ""
) -> Stage:
    """Take a stage out of use; its cards go to `target`, through that stage's gate, its history stays.

    Raises ChangedMeanwhile, StageIsFirst, NoWayIn, StageHoldsCards, ForeignStage, StageRetired, or CardStays
    when one of the cards may not go there.
    """
    pipeline = _held(stage.pipeline_id)
    keys = sorted({stage.pk, target.pk} if target else {stage.pk})
    rows = {
        row.pk: row for row in Stage.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    }
    stage = rows[stage.pk]
    if stage.version != version:
        raise ChangedMeanwhile
    if stage.retired_at:
        return stage
    if pipeline.stages.in_use().first() == stage:
        raise StageIsFirst(stage)
    _send_cards_away(stage, rows.get(target.pk) if target else None, by=by, note=note)
    write_changes(stage, retired_at=timezone.now())
    _check_way_in(pipeline)
    record("stage.retired", stage, by=by, about=pipeline, before=stage, after=target or "", note=note)
    return stage


def _send_cards_away(stage: Stage, target: Stage | None, *, by: User, note: str) -> None:
    # The stage is locked, so no card comes; the cards are locked, so none has just left.
    cards = list(
        Partnership.objects.kept()
        .filter(stage=stage)
        .select_for_update(of=("self",), no_key=True)
        .order_by("pk")
    )
    if not cards:
        return
    if target is None:
        raise StageHoldsCards(stage, len(cards))
    if target.pipeline_id != stage.pipeline_id or target.pk == stage.pk:
        raise ForeignStage
    if target.retired_at:
        raise StageRetired(target)
    for card in cards:
        try:
            move_to_stage(card, target, by=by, note=note, over_limit=True)
        except ValidationError as refusal:
            raise CardStays(card, refusal) from refusal


@recorded
def restore_stage(stage: Stage, *, version: int, by: User) -> Stage:
    """Take a retired stage into use again, at its old place. Raises ChangedMeanwhile or NoWayIn."""
    pipeline = _held(stage.pipeline_id)
    stage = _locked(stage, version=version)
    if write_changes(stage, retired_at=None):
        _check_way_in(pipeline)
        record("stage.restored", stage, by=by, about=pipeline, after=stage)
    return stage


def _held(pk: int, *, version: int | None = None) -> Pipeline:
    """The pipeline, locked but for key checks: partnerships may be opened in it meanwhile."""
    pipeline = Pipeline.objects.select_for_update(no_key=True).get(pk=pk)
    if version is not None and pipeline.version != version:
        raise ChangedMeanwhile
    return pipeline


def _locked(stage: Stage, *, version: int) -> Stage:
    fresh = Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
    if fresh.version != version:
        raise ChangedMeanwhile
    return fresh


def _count_up(pipeline: Pipeline) -> None:
    pipeline.version += 1
    pipeline.save(update_fields=["version"])


def _check_way_in(pipeline: Pipeline) -> None:
    first = pipeline.stages.in_use().first()
    if first is None or first.phase in ASIDE:
        raise NoWayIn


def _set_leads_to(stage: Stage, stages: Sequence[Stage]) -> bool:
    """Whether that changed anything. Raises ForeignStage for one of another pipeline, or the stage itself."""
    if any(each.pipeline_id != stage.pipeline_id or each.pk == stage.pk for each in stages):
        raise ForeignStage
    wanted = {each.pk for each in stages}
    if set(stage.leads_to.values_list("pk", flat=True)) == wanted:
        return False
    stage.leads_to.set(wanted)
    return True
