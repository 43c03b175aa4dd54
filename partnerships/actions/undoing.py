# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking back the latest move of a partnership, or the latest change of what is written about it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from journal.actions import record, recorded
from partnerships import notifications
from partnerships.actions.partnerships import CORRECTABLE, PLANNED, check_lead, check_openness
from partnerships.actions.rows import locked, write_changes
from partnerships.errors import AlreadyPartners, SomethingElseMeanwhile, StageRetired
from partnerships.errors.undoing import MovedOnSince, NothingToTakeBack, OpeningStays, TooLongAgo
from partnerships.models import Partnership, Stage, StageMove
from partnerships.models.sharing import participants_of

UNDO_DAYS = 30


@recorded
def undo_move(move: StageMove, *, by: User) -> Partnership:
    """Put the partnership back into the stage it came from, as long in it as it had been.

    What the move stood for stays in the journal, and so does the undoing, which is a move of its own. What
    the dialog of the move wrote besides the stage stays too. Raises OpeningStays, TooLongAgo, MovedOnSince,
    StageRetired or AlreadyPartners; then nothing has changed.
    """
    now = timezone.now()
    if move.source_id is None:
        raise OpeningStays
    if move.moved_at < now - timedelta(days=UNDO_DAYS):
        raise TooLongAgo(UNDO_DAYS)
    # The stage first, then the partnership: the order in which every move locks.
    stage = Stage.objects.select_for_update(no_key=True).get(pk=move.source_id)
    partnership = locked(Partnership(pk=move.partnership_id), version=None)
    latest = partnership.moves.first()
    if latest.pk != move.pk or partnership.stage_id != move.target_id:
        raise MovedOnSince
    if stage.retired_at:
        raise StageRetired(stage)

    left, days_spent = partnership.stage, max(0, partnership.days_in_stage(now))
    entered_at = _entered_before(partnership, move)
    try:
        with transaction.atomic():
            write_changes(partnership, stage=stage, phase=stage.phase, stage_entered_at=entered_at)
    except IntegrityError as error:  # open again, while the affiliate has begun anew with the institution
        raise AlreadyPartners from error
    StageMove.objects.create(
        partnership=partnership,
        affiliate_id=partnership.affiliate_id,
        source=left,
        target=stage,
        by=by,
        moved_at=now,
        days_spent=days_spent,
        undoes=move,
    )
    record("partnership.undone", partnership, by=by, before=left, after=stage)
    notifications.tell_lead_of_move(partnership, left, stage, by=by)
    notifications.tell_followers_of_move(partnership, stage, by=by)
    return partnership


def _entered_before(partnership: Partnership, move: StageMove) -> datetime:
    """When the partnership had come into the stage it goes back to: as its history has it."""
    earlier = (
        Partnership.pgh_event_model.objects.filter(pgh_obj_id=partnership.pk, stage_id=move.source_id)
        .exclude(stage_entered_at=partnership.stage_entered_at)
        .order_by("-pgh_id")
        .values_list("stage_entered_at", flat=True)
    )
    return earlier.first() or move.moved_at - timedelta(days=move.days_spent)


@recorded
def undo_change(partnership: Partnership, *, version: int, by: User) -> Partnership:
    """Put back what the change that led to `version` wrote over, where it still stands.

    Raises NothingToTakeBack, SomethingElseMeanwhile, LeadOutsideAffiliate or PublicAndConfidential; then nothing has changed.
    """
    partnership = locked(partnership, version=None)
    became, was = _values_at(partnership, version), _values_at(partnership, version - 1)
    if not became or not was:
        raise NothingToTakeBack
    changed = {name: value for name, value in was.items() if became[name] != value}
    if not changed:
        raise NothingToTakeBack
    if any(getattr(partnership, name) != became[name] for name in changed):
        raise SomethingElseMeanwhile
    if "lead_id" in changed:
        check_lead(User.objects.get(pk=changed["lead_id"]), *participants_of(partnership))
    check_openness(partnership, changed)
    written = write_changes(partnership, **dict(sorted(changed.items())))
    record("partnership.put_back", partnership, by=by, **written.told)
    return partnership


def _values_at(partnership: Partnership, version: int) -> dict | None:
    """{column: value} of what may be put back, as the history has it at that version."""
    columns = [Partnership._meta.get_field(name).attname for name in sorted(CORRECTABLE | PLANNED)]
    events = Partnership.pgh_event_model.objects.filter(pgh_obj_id=partnership.pk, version=version)
    return events.order_by("-pgh_id").values(*columns).first()
