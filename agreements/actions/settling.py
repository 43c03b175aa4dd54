# SPDX-License-Identifier: GPL-3.0-or-later
"""How a commitment ends: kept, partly kept, lapsed or waived; opened again; and what comes again after it."""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from agreements import errors
from agreements.actions.commitments import held
from agreements.actions.progress import done_of
from agreements.recurrence import occurrence
from journal.actions import record, recorded
from partnerships.actions.rows import write_changes
from partnerships.models import Commitment, Mou

State = Commitment.State
ENDS = {State.KEPT, State.PARTLY, State.LAPSED}


@recorded
def settle_commitment(
    commitment: Commitment, *, version: int | None, by, state: str, reason: str = ""
) -> Commitment:
    """Say that a promise was kept, partly kept or not (`lapsed`); one that comes again is made anew.

    Raises NoSuchState, NotPromisedYet in a draft, AlreadySettled, ChangedMeanwhile, or KeptWithLess when less
    than was promised is noted and no reason is given.
    """
    if state not in ENDS:
        raise errors.NoSuchState
    commitment = _open(commitment, version)
    reason = reason.strip()
    if state == State.KEPT and not reason and done_of([commitment])[commitment.pk].falls_short(commitment):
        raise errors.KeptWithLess
    write_changes(commitment, state=state, settled_on=timezone.localdate(), reason=reason)
    record(
        "commitment.settled",
        commitment,
        by=by,
        about=commitment.mou.partnership,
        before=commitment.what,
        after=commitment.get_state_display(),
        note=reason,
    )
    come_again([commitment], by=by)
    return commitment


@recorded
def waive_commitment(commitment: Commitment, *, version: int | None, by, reason: str) -> Commitment:
    """The other side does not insist, for a reason; one that comes again is made anew.

    Raises WaivingReasonMissing, NotPromisedYet, AlreadySettled or ChangedMeanwhile.
    """
    if not reason.strip():
        raise errors.WaivingReasonMissing
    commitment = _open(commitment, version)
    write_changes(commitment, state=State.WAIVED, settled_on=timezone.localdate(), reason=reason.strip())
    partnership = commitment.mou.partnership
    record(
        "commitment.waived",
        commitment,
        by=by,
        about=partnership,
        after=commitment.what,
        note=commitment.reason,
    )
    come_again([commitment], by=by)
    return commitment


@recorded
def reopen_commitment(commitment: Commitment, *, version: int | None, by, reason: str) -> Commitment:
    """What was settled is open after all, for a reason. How it ended before stays in the history.

    If it comes again, the next occurrence stays as it is, and is not made twice when this one is settled anew.
    In a replaced agreement it goes to the one in its place, as open ones did. The sweep lets it stand as long
    as if it had become due today. Raises ReopeningReasonMissing, NotSettled or ChangedMeanwhile.
    """
    if not reason.strip():
        raise errors.ReopeningReasonMissing
    mou, commitment = held(commitment, version=version)
    if commitment.state == State.OPEN:
        raise errors.NotSettled
    write_changes(commitment, state=State.OPEN, settled_on=None, reason="", mou=_in_place_of(mou))
    record(
        "commitment.reopened",
        commitment,
        by=by,
        about=mou.partnership,
        after=commitment.what,
        note=reason.strip(),
    )
    return commitment


def _open(commitment: Commitment, version: int | None) -> Commitment:
    mou, commitment = held(commitment, version=version)
    if mou.state == Mou.State.DRAFT:
        raise errors.NotPromisedYet
    if commitment.state != State.OPEN:
        raise errors.AlreadySettled
    commitment.mou = mou
    return commitment


def _in_place_of(mou: Mou) -> Mou:
    """The signed agreement that replaced it, or that one's successor, or itself."""
    while mou.superseded_on and (successor := mou.amendments.filter(state=Mou.State.SIGNED).first()):
        mou = successor
    return mou


def come_again(settled: Iterable[Commitment], *, by) -> list[Commitment]:
    """Make the next occurrence of those that come again, where it lies within the agreement's term.

    The rows and their agreements are locked by the caller, so two workers make one. The day is counted from
    the first of the chain. Returns the new rows.
    """
    recurring = [each for each in settled if each.recurrence]
    if not recurring:
        return []
    there = set(Commitment.objects.filter(previous__in=recurring).values_list("previous_id", flat=True))
    chains = _chains([each.pk for each in recurring])
    coming = [
        coming
        for each in recurring
        if each.pk not in there and (coming := _next(each, *chains[each.pk])) is not None
    ]
    made = Commitment.objects.bulk_create(coming)
    for each in made:
        record("commitment.came_again", each, by=by, about=each.mou.partnership, after=each.what)
    return made


def _next(commitment: Commitment, first_on, place: int) -> Commitment | None:
    mou = commitment.mou
    due_on = occurrence(first_on, commitment.recurrence, place + 1)
    if due_on is None or mou.superseded_on or (mou.ends_on and due_on > mou.ends_on):
        return None
    return Commitment(
        mou=mou,
        party=commitment.party,
        user_id=commitment.user_id,
        advocate_id=commitment.advocate_id,
        what=commitment.what,
        quantity=commitment.quantity,
        unit=commitment.unit,
        recurrence=commitment.recurrence,
        due_on=due_on,
        previous=commitment,
    )


_CHAINS = """
    WITH RECURSIVE chain AS (
        SELECT id AS last, id, previous_id, due_on, 0 AS place
        FROM partnerships_commitment WHERE id = ANY(%s)
        UNION ALL
        SELECT chain.last, before.id, before.previous_id, before.due_on, chain.place + 1
        FROM chain JOIN partnerships_commitment before ON before.id = chain.previous_id
    )
    SELECT last, due_on, place FROM chain WHERE previous_id IS NULL
"""


def _chains(keys: list[int]) -> dict[int, tuple]:
    """For each of them the due day of the first of its chain, and how many stand before it."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAINS, [keys])
        return {last: (first_on, place) for last, first_on, place in cursor.fetchall()}
