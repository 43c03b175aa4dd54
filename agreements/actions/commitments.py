# SPDX-License-Identifier: GPL-3.0-or-later
"""Commitments: promised while the agreement is a draft; once it is signed, only who sees to them changes."""

from datetime import date
from decimal import Decimal

from accounts.tenants import across_affiliates
from agreements import errors
from journal.actions import record, recorded
from partnerships.actions.rows import locked, write_changes
from partnerships.models import Advocate, Commitment, Mou
from partnerships.models.sharing import participants_of
from partnerships.permissions import readers_of

MOST = Decimal(1_000_000_000)
# Who sees to it may change at any time, what was promised may not.
PEOPLE = {"user", "advocate"}
_TERMS = ("what", "due_on", "quantity", "unit", "recurrence")


@recorded
def make_commitment(
    mou: Mou,
    *,
    by,
    party: str,
    what: str,
    due_on: date | None = None,
    quantity: Decimal | None = None,
    unit: str = "",
    recurrence: str = "",
    user=None,
    advocate: Advocate | None = None,
) -> Commitment:
    """Note one promise in the draft of an agreement.

    Raises PromisesLocked once it is signed; WhatMissing, DueAfterEnd, DueBeforeStart, QuantityOutOfBounds,
    QuantityMissing, UnitMissing, FirstDayMissing, NotOfTheLeaders or NotOfTheInstitution.
    """
    mou = locked(mou, version=None)
    if mou.state == Mou.State.SIGNED:
        raise errors.PromisesLocked
    terms = {
        "what": what.strip(),
        "due_on": due_on,
        "quantity": quantity,
        "unit": unit.strip(),
        "recurrence": recurrence,
    }
    _check_terms(mou, **terms)
    _check_people(mou.partnership, user=user, advocate=advocate)
    commitment = Commitment.objects.create(mou=mou, party=party, user=user, advocate=advocate, **terms)
    record("commitment.made", commitment, by=by, about=mou.partnership, after=terms["what"])
    return commitment


@recorded
def correct_commitment(commitment: Commitment, *, version: int, by, **terms) -> Commitment:
    """Change a promise of a draft, or in a signed agreement who sees to it: `user` and `advocate`.

    Raises PromisesLocked for anything else in a signed agreement, AlreadySettled, ChangedMeanwhile, and what
    `make_commitment` does.
    """
    mou, commitment = held(commitment, version=version)
    if commitment.state != Commitment.State.OPEN:
        raise errors.AlreadySettled
    changed = {name: value for name, value in terms.items() if getattr(commitment, name) != value}
    if mou.state == Mou.State.SIGNED and changed.keys() - PEOPLE:
        raise errors.PromisesLocked
    if changed.keys() - PEOPLE:
        _check_terms(mou, **{name: changed.get(name, getattr(commitment, name)) for name in _TERMS})
    # Somebody who has left may stay named until another is: only who is new is looked at.
    _check_people(mou.partnership, **{name: changed.get(name) for name in PEOPLE})
    if written := write_changes(commitment, **changed):
        record("commitment.corrected", commitment, by=by, about=mou.partnership, **written.told)
    return commitment


@recorded
def remove_commitment(commitment: Commitment, *, version: int, by) -> None:
    """Strike a promise from a draft; the row's history keeps it. Raises PromisesLocked or ChangedMeanwhile."""
    mou, commitment = held(commitment, version=version)
    if mou.state == Mou.State.SIGNED:
        raise errors.PromisesLocked
    record("commitment.removed", commitment, by=by, about=mou.partnership, before=commitment.what)
    commitment.delete()


def held(commitment: Commitment, *, version: int | None) -> tuple[Mou, Commitment]:
    """The agreement and the commitment, freshly read and locked in this order. Raises ChangedMeanwhile.

    The agreement comes first, as where it is signed or replaced: a replaced one hands its open promises on.
    """
    mou = locked(commitment.mou, version=None)
    commitment = locked(commitment, version=version)
    if commitment.mou_id != mou.pk:
        mou = locked(Mou(pk=commitment.mou_id), version=None)
    return mou, commitment


def check_terms_of(commitment: Commitment, mou: Mou) -> None:
    """What `make_commitment` asks of a promise's words and days, asked of one that is there."""
    _check_terms(mou, **{name: getattr(commitment, name) for name in _TERMS})


def _check_terms(mou: Mou, *, what: str, due_on, quantity, unit: str, recurrence: str) -> None:
    if not what:
        raise errors.WhatMissing
    if due_on and mou.ends_on and due_on > mou.ends_on:
        raise errors.DueAfterEnd(ends_on=mou.ends_on)
    if due_on and mou.starts_on and due_on < mou.starts_on:
        raise errors.DueBeforeStart(starts_on=mou.starts_on)
    if quantity is not None and not (is_amount(quantity) and quantity > 0):
        raise errors.QuantityOutOfBounds
    if quantity is not None and not unit:
        raise errors.UnitMissing
    if unit and quantity is None:
        raise errors.QuantityMissing
    if recurrence and not due_on:
        raise errors.FirstDayMissing


def is_amount(value) -> bool:
    """Whether a number is one that people count in: finite, with two decimals, of at most a thousand million."""
    amount = Decimal(value)
    return amount.is_finite() and abs(amount) <= MOST and amount == round(amount, 2)


def _check_people(partnership, *, user=None, advocate: Advocate | None = None) -> None:
    if user and not readers_of(partnership).filter(pk=user.pk).exists():
        raise errors.NotOfTheLeaders
    # A promise keeps the advocate that another lead put there.
    with across_affiliates("of several leads one knows the advocate"):
        if advocate and not advocates_for(partnership).filter(pk=advocate.pk).exists():
            raise errors.NotOfTheInstitution


def advocates_for(partnership):
    """Whom a commitment of the partnership can name: those with a post there that a leading affiliate knows."""
    leading = participants_of(partnership)
    return Advocate.objects.at(partnership.institution_id).filter(affiliate__in=leading)
