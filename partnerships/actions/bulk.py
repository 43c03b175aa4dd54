# SPDX-License-Identifier: GPL-3.0-or-later
"""The same done to many partnerships: each by its own action, each with its own outcome, in one context."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from journal.actions import recorded
from partnerships.actions.partnerships import correct_partnership, plan_next_step
from partnerships.actions.pipeline import move_to_stage
from partnerships.actions.undoing import undo_change, undo_move
from partnerships.errors.undoing import TooManyAtOnce
from partnerships.models import Partnership, Stage, StageMove

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Outcome:
    """What became of one of them: as it is now, or the reason why nothing changed about it."""

    partnership: Partnership
    refusal: ValidationError | None = None
    has_changed: bool = False

    @property
    def why(self) -> str:
        return " ".join(self.refusal.messages) if self.refusal else ""


@recorded
def move_many(
    partnerships: Iterable[Partnership],
    stage: Stage,
    *,
    by: User,
    note: str = "",
    answers: dict | None = None,
    over_limit: bool = False,
) -> list[Outcome]:
    """Take each to the stage, through the gate of its own. Raises TooManyAtOnce."""
    return _each(
        partnerships,
        lambda one: move_to_stage(
            one, stage, by=by, version=one.version, note=note, answers=answers, over_limit=over_limit
        ),
    )


@recorded
def hand_many(partnerships: Iterable[Partnership], lead: User, *, by: User) -> list[Outcome]:
    """Give each to that lead. Raises TooManyAtOnce."""
    return _each(partnerships, lambda one: correct_partnership(one, version=one.version, by=by, lead=lead))


@recorded
def plan_many(
    partnerships: Iterable[Partnership], *, by: User, next_step: str, next_step_on: date | None
) -> list[Outcome]:
    """Plan the same next step for each. Raises TooManyAtOnce."""
    return _each(
        partnerships,
        lambda one: plan_next_step(
            one, version=one.version, by=by, next_step=next_step, next_step_on=next_step_on
        ),
    )


@recorded
def show_many(partnerships: Iterable[Partnership], *, by: User, is_public: bool) -> list[Outcome]:
    """Show each to the public, or no longer. Raises TooManyAtOnce."""
    return _each(
        partnerships,
        lambda one: correct_partnership(one, version=one.version, by=by, is_public=is_public),
    )


@recorded
def undo_many(
    moves: Iterable[StageMove], changes: Iterable[tuple[Partnership, int]], *, by: User
) -> list[Outcome]:
    """Take back what still can be: these moves, and the changes that led to these versions.

    The moves need their partnerships. Raises TooManyAtOnce.
    """
    by_partnership = {move.partnership: move for move in moves}
    # All stages first and in one order: two such bulks at once must not wait for each other for ever.
    stages = {move.source_id for move in by_partnership.values()}
    list(Stage.objects.select_for_update(no_key=True).filter(pk__in=stages).order_by("pk"))
    versions = {partnership: version for partnership, version in changes if partnership not in by_partnership}

    def undo(one: Partnership) -> Partnership:
        if one in by_partnership:
            return undo_move(by_partnership[one], by=by)
        return undo_change(one, version=versions[one], by=by)

    return _each([*by_partnership, *versions], undo)


def _each(partnerships: Iterable[Partnership], act: Callable[[Partnership], Partnership]) -> list[Outcome]:
    """Act on each by itself: what one is refused takes nothing from the others.

    In the order of their keys, so that two who do this at once do not wait for each other for ever.
    """
    partnerships = sorted(partnerships, key=lambda one: one.pk)
    if len(partnerships) > MOST_AT_ONCE:
        raise TooManyAtOnce(MOST_AT_ONCE)
    outcomes = []
    for one in partnerships:
        try:
            with transaction.atomic():
                now = act(one)
        except ValidationError as refusal:
            outcomes.append(Outcome(one, refusal))
        else:
            outcomes.append(Outcome(now, has_changed=now.version != one.version))
    return outcomes
