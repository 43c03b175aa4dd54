# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting back into a draft what was struck from it, with the number it had: its history goes on."""

from typing import NamedTuple

from django.db import models

from accounts.tenants import across_affiliates
from agreements.actions.commitments import advocates_for, check_terms_of
from agreements.actions.terms import next_version
from agreements.errors import AlreadySigned, BackAlready, NothingToPutBack, PromisesLocked
from agreements.models import Signatory
from agreements.struck import KINDS, struck_from
from journal.actions import record, recorded
from partnerships.actions.rows import locked
from partnerships.errors import ChangedMeanwhile
from partnerships.models import Commitment, Mou
from partnerships.permissions import readers_of


class Back(NamedTuple):
    """What is in the draft again; `is_alone` when somebody who saw to it is not named any more."""

    row: models.Model
    is_alone: bool = False


@recorded
def put_back(mou: Mou, kind: str, number: int, *, version: int, by) -> Back:
    """Put the clause, rights term, signatory or commitment (`kind`) of that number back as it was when it was struck.

    Who no longer works in an affiliate that leads the partnership, or at the institution, is left out of a commitment.
    Raises AlreadySigned, PromisesLocked, BackAlready, ChangedMeanwhile, NothingToPutBack, and for a commitment
    that no longer fits the agreement's days what `make_commitment` does.
    """
    model = KINDS[kind].model
    mou = locked(mou, version=None)
    if mou.state != Mou.State.DRAFT:
        raise PromisesLocked if model is Commitment else AlreadySigned
    # Before the version: whoever clicks twice has changed it meanwhile themselves.
    if model._base_manager.filter(pk=number, mou=mou).exists():
        raise BackAlready
    if mou.version != version:
        raise ChangedMeanwhile
    struck = next(iter(struck_from(mou, kind=kind, number=number)), None)
    if struck is None:
        raise NothingToPutBack
    row = _as_it_was(model, struck.event)
    is_alone = model is Commitment and _fit_in(row, mou)
    row.save(force_insert=True)
    if model is Commitment:
        record("commitment.put_back", row, by=by, about=mou.partnership, after=row.what)
    else:
        next_version(mou)
        after = mou.title if model is Signatory else f"{mou.title}: {row}"
        record("mou.put_back", mou, by=by, about=mou.partnership, after=after)
    return Back(row, is_alone)


def _as_it_was(model: type[models.Model], event_id: int) -> models.Model:
    event = model.pgh_event_model.objects.get(pgh_id=event_id)
    return model(**{field.attname: getattr(event, field.attname) for field in model._meta.concrete_fields})


def _fit_in(commitment: Commitment, mou: Mou) -> bool:
    """Make the promise one of today's draft; whether somebody had to be left out."""
    check_terms_of(commitment, mou)
    named = commitment.user_id, commitment.advocate_id
    if not readers_of(mou.partnership).filter(pk=commitment.user_id).exists():
        commitment.user_id = None
    with across_affiliates("of several leads one knows the advocate"):
        if not advocates_for(mou.partnership).filter(pk=commitment.advocate_id).exists():
            commitment.advocate_id = None
    # A form that was open on it before is refused, and a draft's promise is nobody's next.
    commitment.version += 1
    commitment.previous_id = None
    return named != (commitment.user_id, commitment.advocate_id)
