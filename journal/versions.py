# SPDX-License-Identifier: GPL-3.0-or-later
"""Earlier versions of a tracked row, and who changed which of its columns since."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from journal.models import Entry


@dataclass(frozen=True)
class Writing:
    """Who last wrote a column, and when; `who` is "" where the journal names nobody."""

    who: str
    at: datetime


def as_of(row: models.Model, version: int):
    """The row's history event at that version, None where the history has none."""
    return _events(row).filter(version=version).order_by("-pgh_id").first()


def change_of(row: models.Model, event_id: int):
    """(event, the one before it) of the row; None where either is missing."""
    pair = list(_events(row).filter(pgh_id__lte=event_id).order_by("-pgh_id")[:2])
    return tuple(pair) if len(pair) == 2 and pair[0].pgh_id == event_id else None


def writings_since(row: models.Model, event) -> dict[str, Writing]:
    """{field: who wrote it last} for the fields that changed after `event`; two queries."""
    latest, earlier = {}, event
    for later in _events(row).filter(pgh_id__gt=event.pgh_id).order_by("pgh_id"):
        for column in row._meta.concrete_fields:
            was, now = (getattr(each, column.attname, None) for each in (earlier, later))
            if was != now:
                latest[column.name] = later
        earlier = later
    contexts = {each.pgh_context_id for each in latest.values()}
    lines = Entry.objects.filter(context__in=contexts, actor__isnull=False).select_related("actor")
    actors = {line.context: str(line.actor) for line in lines}
    return {
        name: Writing(actors.get(each.pgh_context_id, ""), each.pgh_created_at)
        for name, each in latest.items()
    }


def _events(row: models.Model):
    return row.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
