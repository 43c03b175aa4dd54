# SPDX-License-Identifier: GPL-3.0-or-later
"""What is thrown away of agreements long after they ended, and holding one against that."""

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from agreements.errors import HoldWithoutReason, NotHeld
from agreements.models import Clause, LegalHold, Signatory
from journal.actions import record, recorded
from journal.forgetting import emptied
from partnerships.models import Mou
from privacy.actions.batches import in_batches

# Stands in the place of a name: that somebody signed for that side, and when, stays.
NOBODY = "–"


@recorded
def hold_agreement(mou: Mou, *, by, reason: str) -> LegalHold:
    """Keep all of the agreement until it is released; held already, the hold that stands is returned."""
    if not reason.strip():
        raise HoldWithoutReason
    mou = Mou.objects.select_for_update().get(pk=mou.pk)
    if standing := mou.legal_holds.current().first():
        return standing
    hold = LegalHold.objects.create(mou=mou, reason=reason.strip(), held_by=by)
    record("mou.held", mou, by=by, about=mou.partnership)
    return hold


@recorded
def release_agreement(mou: Mou, *, by, now: datetime) -> LegalHold:
    """Let its period run again. Raises NotHeld."""
    hold = LegalHold.objects.current().select_for_update().filter(mou=mou).first()
    if hold is None:
        raise NotHeld
    hold.released_by, hold.released_at = by, now
    hold.save(update_fields=["released_by", "released_at"])
    record("mou.released", mou, by=by, about=mou.partnership)
    return hold


def forget_texts(before: datetime) -> Iterator[int]:
    """Delete files and clauses of agreements that ended before that day; parties, days and commitments stay."""
    full = ~Q(document="") | ~Q(link="") | Exists(Clause.objects.filter(mou=OuterRef("pk")))
    yield from in_batches(_over(before).filter(full), _empty)


def forget_signatories_over(before: datetime) -> Iterator[int]:
    """Empty the names of who signed agreements that ended before that day, in the history too."""
    signed = Signatory.objects.filter(mou__in=_over(before).values("pk")).exclude(name=NOBODY)
    yield from in_batches(signed, _empty_names)


def _over(before: datetime) -> QuerySet:
    """Signed, ended or replaced before that day, and not held. One without an end is never over by itself."""
    day = before.date()
    ended = Q(ends_on__lt=day) | Q(superseded_on__lt=day)
    held = LegalHold.objects.current().filter(mou=OuterRef("pk"))
    return Mou.objects.filter(ended, ~Exists(held), state=Mou.State.SIGNED)


def _empty(mous: QuerySet) -> None:
    for mou in mous.select_related("partnership"):
        record("mou.forgotten", mou, by=None, about=mou.partnership)
    keys = list(mous.values_list("pk", flat=True))
    past = Mou.pgh_event_model.objects.filter(pgh_obj_id__in=keys)
    files = {*mous.values_list("document", flat=True), *past.values_list("document", flat=True)} - {""}
    nothing = {"document": "", "document_name": "", "link": ""}
    mous.update(**nothing, document_scan=Mou.Scan.NONE)
    Clause.objects.filter(mou__in=keys).delete()
    emptied(past, **nothing)
    emptied(Clause.pgh_event_model.objects.filter(mou_id__in=keys), title="", text="")
    for name in sorted(files):
        transaction.on_commit(lambda name=name: default_storage.delete(name))


def _empty_names(signatories: QuerySet) -> None:
    keys = list(signatories.values_list("pk", flat=True))
    signatories.update(name=NOBODY, post="", advocate=None)
    emptied(Signatory.pgh_event_model.objects.filter(pgh_obj_id__in=keys), name="", post="")
