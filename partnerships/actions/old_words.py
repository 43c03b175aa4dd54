# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on partnerships that closed long ago: notes, plans, reasons and tasks, in which names may stand."""

from collections.abc import Iterator
from datetime import datetime

import pgtrigger
from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships.models import CoLead, Partnership, StageMove
from partnerships.stages import CLOSED
from privacy.actions.batches import in_batches
from teamwork.models import Note, Task

_KIND = Partnership._meta.label_lower
_EMPTY = {"summary": "", "notes": "", "next_step": "", "effort_note": ""}
# Histories that are emptied with their rows.
_HISTORIES = ("partnerships.Partnership", "partnerships.CoLead", "teamwork.Note", "teamwork.Task")


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
    for model in (Note, Task):
        model.objects.filter(thread_kind=_KIND, thread_id__in=keys).delete()
    histories = (f"{label}Event:append_only" for label in _HISTORIES)
    with pgtrigger.ignore("partnerships.StageMove:append_only", *histories):
        StageMove.objects.filter(partnership__in=keys).exclude(note="").update(note="")
        Partnership.pgh_event_model.objects.filter(pgh_obj_id__in=keys).update(**_EMPTY)
        CoLead.pgh_event_model.objects.filter(partnership_id__in=keys).update(message="")
        for model in (Note, Task):
            model.pgh_event_model.objects.filter(thread_kind=_KIND, thread_id__in=keys).delete()
