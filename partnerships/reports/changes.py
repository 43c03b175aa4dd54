# SPDX-License-Identifier: GPL-3.0-or-later
"""What changed in which field: the row history of a partnership, joined to the journal by its contexts.

The journal says that something was done; the history kept by triggers says from what to what. A bulk update
therefore shows as well as an edit.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.apps import apps
from django.db import connection, models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.fields import Tier, may_know
from accounts.models import User
from interface import words
from journal.models import Entry
from partnerships.actions.partnerships import CORRECTABLE, PLANNED
from partnerships.models import Partnership, Stage

# What the timeline shows of each tracked model; versions, copies and file paths say nothing to a reader.
SHOWN = {
    "Partnership": (
        "stage",
        "lead",
        "origin",
        "effort",
        "effort_note",
        "expected_works",
        "summary",
        "notes",
        "next_step",
        "next_step_on",
        "is_public",
        "is_confidential",
    ),
    "Mou": ("kind", "title", "state", "signed_on", "starts_on", "ends_on", "link", "document_name"),
    "Commitment": ("party", "what", "due_on", "state", "settled_on"),
}
# How an event of each model is known to belong to the partnership.
BELONGS = {
    "Partnership": "id = %(partnership)s",
    "Mou": "partnership_id = %(partnership)s",
    "Commitment": "mou_id IN (SELECT id FROM partnerships_mou WHERE partnership_id = %(partnership)s)",
}
# The models' names in the table of fields.
ENTITIES = {"Partnership": "partnership", "Mou": "agreement", "Commitment": "commitment"}
PUT_BACK_DAYS = 30
LONGEST = 200


@dataclass(frozen=True)
class Change:
    """A field that changed. `is_hidden`: the reader may know that, but not the values.

    `event` names the change where it can be put back: it is recent, and nothing has changed it since.
    """

    label: str
    before: str = ""
    after: str = ""
    is_hidden: bool = False
    name: str = ""
    event: int | None = None


@dataclass(frozen=True)
class Raw:
    """A change as the history has it; values as JSON keeps them."""

    model: str
    name: str
    before: object
    after: object
    event: int

    @property
    def field(self):
        return apps.get_model("partnerships", self.model)._meta.get_field(self.name)

    def is_lead(self) -> bool:
        return self.model == "Partnership" and self.name == "lead"


def raw_changes(entries: list[Entry], partnership: Partnership) -> dict[int, list[Raw]]:
    """{entry: its changes} from the row history in the entries' contexts; one query."""
    in_context: dict = {}
    for entry in entries:
        in_context.setdefault(entry.context, []).append(entry)
    if not in_context:
        return {}
    found: dict[int, list[Raw]] = {}
    for model, event, row, context, now, was in _events(partnership, list(in_context)):
        if was is None:  # the first event of a row: it was made, nothing changed
            continue
        place = _entry_for(in_context[context], f"partnerships.{model.lower()}", row)
        changed = (name for name in SHOWN[model] if now[name] != was[name])
        found.setdefault(place.pk, []).extend(
            Raw(model, name, was[name], now[name], event) for name in changed
        )
    return found


def _entry_for(entries: list[Entry], kind: str, row: int) -> Entry:
    """Of several lines written in one context, the one about that row; else the latest."""
    return next((e for e in entries if (e.subject_kind, e.subject_id) == (kind, row)), entries[0])


def _events(partnership: Partnership, contexts: list) -> list[tuple]:
    """(model, event, row, context, values now, values before) of the contexts' events, in order; one query."""
    asked = {"partnership": partnership.pk, "contexts": contexts}
    with connection.cursor() as cursor:
        cursor.execute(_events_sql(), asked)
        rows = cursor.fetchall()
    return sorted(
        ((*row, json.loads(now), was and json.loads(was)) for *row, now, was in rows),
        key=lambda event: event[:2],
    )


@cache
def _events_sql() -> str:
    """Written once: to put it together from querysets anew took longer than to run it."""
    return " UNION ALL ".join(_events_of(model) for model in SHOWN)


def _events_of(model: str) -> str:
    events = apps.get_model("partnerships", f"{model}Event")._meta.db_table
    mine = BELONGS[model]
    # Names of our own tables and columns, no values.
    return f"""
        SELECT '{model}', event.pgh_id, event.id, event.pgh_context_id, {_values(model, "event")},
            (SELECT {_values(model, "earlier")} FROM {events} earlier
             WHERE earlier.pgh_obj_id = event.pgh_obj_id AND earlier.pgh_id < event.pgh_id
             ORDER BY earlier.pgh_id DESC LIMIT 1)
        FROM {events} event
        WHERE event.{mine} AND event.pgh_context_id = ANY(%(contexts)s)
    """  # noqa: S608


def _values(model: str, source: str) -> str:
    pairs = (f"'{name}', {source}.{_column(model, name)}" for name in SHOWN[model])
    return f"jsonb_build_object({', '.join(pairs)})"


def _column(model: str, name: str) -> str:
    return apps.get_model("partnerships", model)._meta.get_field(name).attname


def leads_in(changes: Iterable[Raw]) -> set[int]:
    """Keys of the people whom changes of the lead name."""
    return {pk for raw in changes if raw.is_lead() for pk in (raw.before, raw.after)}


def in_words(raw: Raw, *, stages: Mapping[int, str], people: Mapping[int, str], with_notes: bool) -> Change:
    """The change as the reader may see it."""
    label = _label(raw.field)
    if not with_notes and not may_know(ENTITIES[raw.model], raw.name, Tier.WMF):
        # Others than the affiliate read that the field changed, not what it says.
        return Change(label, is_hidden=True, name=raw.name)
    known = {Stage: stages, User: people}.get(raw.field.related_model, {})
    return Change(label, _say(raw.field, raw.before, known), _say(raw.field, raw.after, known), name=raw.name)


def may_be_put_back(raw: Raw, partnership: Partnership, *, at: datetime) -> bool:
    """Whether it is recent, of a field that is corrected or planned, and still what the change made it."""
    if raw.model != "Partnership" or raw.name not in CORRECTABLE | PLANNED:
        return False
    now = getattr(partnership, raw.field.attname)
    stands = now.isoformat() if isinstance(now, date) else now
    return stands == raw.after and at >= timezone.now() - timedelta(days=PUT_BACK_DAYS)


def _label(model_field) -> str:
    """The field's name, where the model's own would say too little on a timeline."""
    clearer = {
        "stage": _("stage"),
        "next_step_on": _("day of the next step"),
        "effort_note": _("what the institution puts in, in words"),
        "document_name": _("name of the document"),
    }
    return clearer.get(model_field.name) or str(model_field.verbose_name)


def _say(model_field, value, known: Mapping) -> str:
    """A value of the history in words."""
    if value in (None, ""):
        return ""
    if model_field.is_relation:
        return known.get(value, f"#{value}")
    if model_field.flatchoices:
        return str(dict(model_field.flatchoices).get(value, value))
    if isinstance(model_field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(model_field, models.DateField):
        return words.day(date.fromisoformat(value))
    return Truncator(str(value)).chars(LONGEST)
