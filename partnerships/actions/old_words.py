# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on partnerships that closed long ago: notes, plans, reasons and tasks, in which names may stand."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from journal.forgetting import emptied
from partnerships.models import CoLead, Partnership, StageMove
from partnerships.stages import CLOSED
from privacy.actions.batches import in_batches
from teamwork.models import Note, Task

_KIND = Partnership._meta.label_lower
_EMPTY = {"summary": "", "notes": "", "next_step": "", "effort_note": ""}


def forget_words_of_closed(before: datetime) -> Iterator[int]:
    """Empty what was said of partnerships that closed before that moment. Stages, days and figures stay."""
    said = ~Q(**_EMPTY)
    said |= Exists(StageMove.objects.filter(partnership=OuterRef("pk")).exclude(note=""))
    said |= Exists(CoLead.objects.filter(partnership=OuterRef("pk")).exclude(message=""))
    for model in (Note, Task):
        said |= Exists(model.objects.filter(thread_kind=_KIND, thread_id=OuterRef("pk")))
    closed = Partnership.objects.filter(phase__in=CLOSED, stage_entered_at__lt=before)
    # Few at a time: each may have thousands of lines of history.
    yield from in_batches(closed.filter(said), _empty, batch=20)


def _empty(partnerships: QuerySet) -> None:
    keys = list(partnerships.values_list("pk", flat=True))
    partnerships.update(**_EMPTY)
    CoLead.objects.filter(partnership__in=keys).exclude(message="").update(message="")
    emptied(StageMove.objects.filter(partnership__in=keys).exclude(note=""), note="")
    here = {"thread_kind": _KIND, "thread_id__in": keys}
    for model in (Note, Task):
        model.objects.filter(**here).delete()
    # What notes said is in no history.
    emptied(Partnership.pgh_event_model.objects.filter(pgh_obj_id__in=keys), **_EMPTY)
    emptied(CoLead.pgh_event_model.objects.filter(partnership_id__in=keys), message="")
    emptied(Task.pgh_event_model.objects.filter(**here), title="")
