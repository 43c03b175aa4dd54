# SPDX-License-Identifier: GPL-3.0-or-later
"""Commitments: made, kept or not."""

from datetime import date

from django.utils import timezone

from agreements.errors import AlreadySettled
from journal.actions import record, recorded
from partnerships.models import Commitment, Mou


@recorded
def make_commitment(mou: Mou, *, by, party: str, what: str, due_on: date | None = None) -> Commitment:
    """Note one promise of an agreement."""
    commitment = Commitment.objects.create(mou=mou, party=party, what=what, due_on=due_on)
    record("commitment.made", commitment, by=by, about=mou.partnership, after=what)
    return commitment


@recorded
def settle_commitment(commitment: Commitment, *, by, kept: bool) -> Commitment:
    """Say that a promise was kept, or not. Raises AlreadySettled."""
    commitment = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if commitment.state != Commitment.State.OPEN:
        raise AlreadySettled
    commitment.state = Commitment.State.KEPT if kept else Commitment.State.LAPSED
    commitment.settled_on = timezone.localdate()
    commitment.save(update_fields=["state", "settled_on"])
    record(
        "commitment.settled",
        commitment,
        by=by,
        about=commitment.mou.partnership,
        before=commitment.what,
        after=commitment.get_state_display(),
    )
    return commitment
