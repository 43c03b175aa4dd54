# SPDX-License-Identifier: GPL-3.0-or-later
"""Earlier versions of a tracked row, and who changed which of its columns since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    actors = actors_in(each.pgh_context_id for each in latest.values())
    return {
        name: Writing(actors.get(each.pgh_context_id, ""), each.pgh_created_at)
        for name, each in latest.items()
    }


def actors_in(contexts: Iterable[UUID | None]) -> dict[UUID, str]:
    """{context: who acted in it, by name}; one query, none where there is no context."""
    contexts = set(contexts) - {None}
    if not contexts:
        return {}
    lines = Entry.objects.filter(context__in=contexts, actor__isnull=False).select_related("actor")
    return {line.context: line.who for line in lines}


def _events(row: models.Model):
    return row.pgh_event_model.objects.filter(pgh_obj_id=row.pk)
