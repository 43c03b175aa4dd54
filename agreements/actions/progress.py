# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done towards a commitment: lines that are added up, and never edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from django.db.models import Count, Q, Sum
from django.utils import timezone

from agreements import errors
from agreements.actions.commitments import held, is_amount
from agreements.models import Progress
from journal.actions import record, recorded
from partnerships.models import Commitment, Mou


@dataclass(frozen=True)
class Done:
    """What is noted towards a commitment in all: so much, and so many lines without a number."""

    amount: Decimal = Decimal(0)
    notes: int = 0

    def falls_short(self, commitment: Commitment) -> bool:
        """Less than was promised, where something is counted."""
        return commitment.quantity is not None and self.amount < commitment.quantity

    def is_something(self) -> bool:
        return bool(self.notes) or self.amount > 0


def done_of(commitments: Iterable[Commitment]) -> dict[int, Done]:
    """What is noted towards each of them, in one query."""
    keys = [each.pk for each in commitments]
    sums = (
        Progress.objects.filter(commitment__in=keys)
        .order_by()
        .values_list("commitment")
        .annotate(amount=Sum("quantity"), notes=Count("pk", filter=Q(quantity=None)))
    )
    found = {pk: Done(amount or Decimal(0), notes) for pk, amount, notes in sums}
    return {pk: found.get(pk, Done()) for pk in keys}


@recorded
def note_progress(
    commitment: Commitment,
    *,
    by,
    done_on: date,
    quantity: Decimal | None = None,
    note: str = "",
    evidence: str = "",
) -> Progress:
    """Add a line: what was done, when, and where it can be seen. A mistake is put right by a negative one.

    Raises NotPromisedYet in a draft, AlreadySettled, ProgressInFuture, ProgressSaysNothing, NothingToCount,
    ProgressOutOfBounds, LessThanNothing or EvidenceNoAddress.
    """
    mou, commitment = held(commitment, version=None)
    if mou.state == Mou.State.DRAFT:
        raise errors.NotPromisedYet
    if commitment.state != Commitment.State.OPEN:
        raise errors.AlreadySettled
    note, evidence = note.strip(), evidence.strip()
    if done_on > timezone.localdate():
        raise errors.ProgressInFuture
    if quantity is None and not note and not evidence:
        raise errors.ProgressSaysNothing
    if evidence and not _is_address(evidence):
        raise errors.EvidenceNoAddress
    if quantity is not None:
        _check_amount(commitment, quantity)
    progress = Progress.objects.create(
        commitment=commitment, done_on=done_on, quantity=quantity, note=note, evidence=evidence, made_by=by
    )
    record("commitment.progressed", commitment, by=by, about=mou.partnership, after=commitment.what)
    return progress


def _check_amount(commitment: Commitment, quantity: Decimal) -> None:
    if commitment.quantity is None:
        raise errors.NothingToCount
    if not is_amount(quantity) or quantity == 0:
        raise errors.ProgressOutOfBounds
    if quantity < 0 and done_of([commitment])[commitment.pk].amount + quantity < 0:
        raise errors.LessThanNothing


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 500
