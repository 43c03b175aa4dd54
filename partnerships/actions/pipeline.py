# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving partnerships along the pipeline, through the gate of each stage.

Who changes which cards a stage holds locks the stage first and the partnerships after it, always in this order.
"""

import copy
from collections.abc import Iterable
from contextlib import nullcontext

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, transaction
from django.db.models import OuterRef
from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from partnerships import notifications, requirements
from partnerships.actions.partnerships import check_openness
from partnerships.actions.planning import make_tasks_of_plan
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import (
    AlreadyPartners,
    ChangedMeanwhile,
    ForeignStage,
    MouMissing,
    NeedsMissing,
    OverLimit,
    ReasonMissing,
    StageNotReachable,
    StageRetired,
)
from partnerships.models import Partnership, Stage, StageMove
from partnerships.stages import CLOSED, may_follow
from privacy.corrections import Changes, told

# What the dialog of a move may write besides the stage.
ANSWERS = (
    "next_step",
    "next_step_on",
    "summary",
    "expected_works",
    "effort",
    "effort_note",
    "is_public",
)


@recorded
def move_to_stage(
    partnership: Partnership,
    stage: Stage,
    *,
    by: User,
    version: int | None = None,
    note: str = "",
    answers: dict | None = None,
    over_limit: bool = False,
) -> Partnership:
    """Take the partnership to another stage of its pipeline, if it may go there and has what the stage needs.

    `answers` are values of ANSWERS that are written with the move, and `checked`: the ticked lines of the
    checklist it leaves. `over_limit` says yes to one more than the stage's limit. Raises ChangedMeanwhile,
    ForeignStage, StageRetired, StageNotReachable, NeedsMissing (MouMissing, ReasonMissing), OverLimit,
    PublicAndConfidential or AlreadyPartners; then nothing has changed.
    """
    seen, note = partnership, note.strip()
    stage = _locked_target(stage, coming_from=seen.stage_id)
    partnership = _as_it_is(seen, version=version)
    current = partnership.stage
    _check_way(partnership, current, stage, is_way_known=current.pk == seen.stage_id)
    values = _written(partnership, answers or {})
    _check_needs(partnership, stage, values, note)
    is_over = _check_limit(stage, is_agreed=over_limit)

    move = StageMove(source=current, target=stage, by=by, note=note, over_limit=is_over)
    move.moved_at = timezone.now()
    move.days_spent = max(0, partnership.days_in_stage(move.moved_at))
    values |= {"stage": stage, "phase": stage.phase, "stage_entered_at": move.moved_at}
    changed = _write(partnership, current, **values)
    move.partnership, move.affiliate_id = partnership, partnership.affiliate_id
    move.save(force_insert=True)
    partnership.latest_move = move
    _record_answers(partnership, current, changed, by=by)
    record("partnership.moved", partnership, by=by, before=current, after=stage, note=note)
    if is_over:
        record("partnership.over_limit", partnership, by=by, before=stage.wip_limit, after=stage)
    make_tasks_of_plan(partnership, stage, by=by)
    notifications.tell_lead_of_move(partnership, current, stage, by=by)
    notifications.tell_followers_of_move(partnership, stage, by=by)
    return partnership


def _locked_target(stage: Stage, *, coming_from: int) -> Stage:
    """The stage, freshly read and locked; with what decides whether it may follow the one it comes from.

    Not locked against key checks (`no_key`): rows that point to it are written meanwhile.
    """
    said = Stage.leads_to.through.objects.filter(from_stage=coming_from, to_stage__retired_at=None)
    siblings = Stage.objects.in_use().filter(pipeline=OuterRef("pipeline"))
    try:
        return (
            Stage.objects.select_for_update(of=("self",), no_key=True)
            .annotate(
                said_to_follow=ArraySubquery(said.values("to_stage")),
                phases_beside=ArraySubquery(siblings.order_by().values("phase").distinct()),
            )
            .get(pk=stage.pk)
        )
    except Stage.DoesNotExist as error:
        raise ForeignStage from error


def _as_it_is(seen: Partnership, *, version: int | None) -> Partnership:
    """The partnership at that version: as the caller has just read it, or else freshly read and locked.

    What was just read needs no lock: `_write` writes only if nobody has come between. Raises ChangedMeanwhile.
    """
    if version == seen.version:
        return copy.copy(seen)
    partnership = locked(seen, version=version)
    _take_over_relations(partnership, seen)
    return partnership


def _take_over_relations(partnership: Partnership, seen: Partnership) -> None:
    """Give the locked row the relations that were read with it before, where they are still the same."""
    for name in ("stage", "lead", "institution", "affiliate"):
        is_same = getattr(seen, f"{name}_id") == getattr(partnership, f"{name}_id")
        if is_same and Partnership._meta.get_field(name).is_cached(seen):
            setattr(partnership, name, getattr(seen, name))


def _check_way(partnership: Partnership, current: Stage, stage: Stage, *, is_way_known: bool) -> None:
    if stage.pipeline_id != partnership.pipeline_id:
        raise ForeignStage
    if stage.retired_at:
        raise StageRetired(stage)
    if not is_way_known:  # it has moved on meanwhile, and the mover does not mind
        may_follow_it = current.may_lead_to(stage)
    elif stage.said_to_follow:
        may_follow_it = stage.pk in stage.said_to_follow and stage.pk != current.pk
    else:
        may_follow_it = stage.pk != current.pk and (
            stage.phase == current.phase or may_follow(current.phase, stage.phase, among=stage.phases_beside)
        )
    if not may_follow_it:
        raise StageNotReachable(current, stage)


def _written(partnership: Partnership, answers: dict) -> dict:
    """The fields of the partnership that the answers fill."""
    values = {name: answers[name] for name in ANSWERS if name in answers}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    check_openness(partnership, values)
    if "checked" in answers:
        values["checked"] = _ticked(partnership, answers["checked"])
    return values


def _ticked(partnership: Partnership, lines: Iterable[str]) -> dict:
    """What `checked` becomes when these lines of the present stage's checklist are ticked, and no others."""
    wanted = set(lines)
    kept = [line for line in partnership.stage.checklist if line in wanted]
    others = {
        stage: ticks for stage, ticks in partnership.checked.items() if stage != str(partnership.stage_id)
    }
    return others | ({str(partnership.stage_id): kept} if kept else {})


def _check_needs(partnership: Partnership, stage: Stage, values: dict, note: str) -> None:
    """Ask the partnership as it would be with these values whether it has what the stage needs."""
    as_it_would_be = copy.copy(partnership)
    for name, value in values.items():
        setattr(as_it_would_be, name, value)
    missing = requirements.missing(stage.needs_to_enter, as_it_would_be, note=note)
    if missing == [requirements.AGREEMENT]:
        raise MouMissing(stage)
    if missing == [requirements.REASON]:
        raise ReasonMissing(stage)
    if missing:
        raise NeedsMissing(stage, missing)


def _check_limit(stage: Stage, *, is_agreed: bool) -> bool:
    """Whether the stage is full. Raises OverLimit unless that was agreed to."""
    if not stage.wip_limit or stage.partnerships.kept().count() < stage.wip_limit:
        return False
    if not is_agreed:
        raise OverLimit(stage, stage.wip_limit)
    return True


def _write(partnership: Partnership, current: Stage, **values) -> Changes:
    """Save what differs with the next version; the names of the changed fields. Raises ChangedMeanwhile."""
    was = {name: getattr(partnership, name) for name in values}
    changed = Changes(partnership, {name: old for name, old in was.items() if old != values[name]})
    rows = Partnership.objects.filter(pk=partnership.pk, version=partnership.version)
    try:
        # A savepoint only for one that is reopened: it may find that the affiliate has begun anew meanwhile.
        with transaction.atomic() if current.phase in CLOSED else nullcontext():
            written = rows.update(version=partnership.version + 1, **values)
    except IntegrityError as error:
        raise AlreadyPartners from error
    if not written:
        raise ChangedMeanwhile
    for name, value in values.items():
        setattr(partnership, name, value)
    partnership.version += 1
    return changed


def _record_answers(partnership: Partnership, current: Stage, changed: Changes, *, by: User) -> None:
    """Say in the journal what was written besides the stage, each in its own verb."""
    if {"next_step", "next_step_on"} & set(changed):
        record("partnership.planned", partnership, by=by, after=partnership.next_step)
    if "checked" in changed:
        _record_ticks(partnership, current, by=by)
    corrected = [name for name in changed if name in ANSWERS and not name.startswith("next_step")]
    if corrected:
        facts = told(partnership, {name: changed.was[name] for name in corrected})
        record("partnership.corrected", partnership, by=by, **facts)


def _record_ticks(partnership: Partnership, stage: Stage, *, by: User) -> None:
    ticked = len(partnership.checked.get(str(stage.pk), ()))
    record("partnership.checked", partnership, by=by, before=stage, after=f"{ticked}/{len(stage.checklist)}")


@recorded
def tick_checklist(partnership: Partnership, *, version: int, by: User, lines: Iterable[str]) -> Partnership:
    """Tick these lines of the present stage's exit checklist, and no others. Raises ChangedMeanwhile."""
    seen = partnership
    partnership = locked(seen, version=version)
    _take_over_relations(partnership, seen)
    if write_changes(partnership, checked=_ticked(partnership, lines)):
        _record_ticks(partnership, partnership.stage, by=by)
    return partnership
