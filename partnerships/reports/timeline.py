# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline of a partnership: the journal's words, and beside each what changed in which row.

The journal says that something was done; the history kept by triggers says from what to what. A shared
context joins them, so a bulk update shows as well as an edit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from interface import words
from journal.models import Entry
from partnerships.models import Partnership, Stage

# What the timeline shows of each tracked model; versions, copies and file paths say nothing to a reader.
SHOWN = {
    "Partnership": (
        "stage",
        "lead",
        "origin",
        "summary",
        "notes",
        "next_step",
        "next_step_on",
        "is_public",
    ),
    "Mou": ("kind", "title", "state", "signed_on", "starts_on", "ends_on", "link", "document_name"),
    "Commitment": ("party", "what", "due_on", "state", "settled_on"),
}
# How an event of each model is known to belong to the partnership.
BELONGS = {"Partnership": "id", "Mou": "partnership", "Commitment": "mou__partnership"}
# Values for the affiliate's own eyes; others read that the field changed, not what it says.
INTERNAL = {"notes", "document_name"}
# The row history says the same, in the reader's language.
SAID_BY_CHANGES = {"partnership.moved", "partnership.planned"}
ICONS = {
    "partnership.opened": "add",
    "partnership.moved": "arrowNext",
    "partnership.planned": "calendar",
    "mou.drafted": "article",
    "mou.signed": "success",
    "commitment.settled": "check",
}
LONGEST = 200


@dataclass(frozen=True)
class Change:
    """A field that changed. `is_hidden`: the reader may know that, but not the values."""

    label: str
    before: str = ""
    after: str = ""
    is_hidden: bool = False


@dataclass
class Line:
    """One line of the timeline."""

    at: datetime
    who: str
    text: str
    note: str
    icon_name: str
    changes: list[Change] = field(default_factory=list)


def timeline(entries: Iterable[Entry], partnership: Partnership, stages, *, with_notes: bool) -> list[Line]:
    """Lines for journal entries in the thread of `partnership`, with the field changes of each.

    `stages` are those of its pipeline; without `with_notes` neither notes nor internal values are in it.
    Costs one query, and one more when a lead changed.
    """
    entries = list(entries)
    changed = _changed_values(entries, partnership)
    people = _people(changed)
    stage_names = {stage.pk: stage.name for stage in stages}
    lines = []
    for entry in entries:
        changes = [
            _change(model, name, before, after, people, stage_names, with_notes=with_notes)
            for model, name, before, after in changed.get(entry.pk, [])
        ]
        lines.append(_line(entry, changes, with_notes=with_notes))
    return lines


def _line(entry: Entry, changes: list[Change], *, with_notes: bool) -> Line:
    told = entry.verb.endswith(".corrected") or (entry.verb in SAID_BY_CHANGES and changes)
    said = "" if told else _said(entry)
    words_of = {"verb": entry.sentence, "what": said}
    return Line(
        at=entry.at,
        who=str(entry.actor) if entry.actor else "",
        text=_("%(verb)s: %(what)s") % words_of if said else str(entry.sentence),
        note=entry.note if with_notes else "",
        icon_name=ICONS.get(entry.verb, "history"),
        changes=changes,
    )


def _said(entry: Entry) -> str:
    """What the journal adds to its verb; words it stored in its writer's language are left to the changes."""
    if entry.verb == "partnership.opened":
        return ""
    if entry.verb == "commitment.settled":
        return entry.before
    if entry.before and entry.after:
        return _("%(before)s → %(after)s") % {"before": entry.before, "after": entry.after}
    return entry.before or entry.after


def _changed_values(entries: list[Entry], partnership: Partnership) -> dict[int, list[tuple]]:
    """{entry: [(model, field, before, after)]} from the row history in the entries' contexts."""
    in_context: dict = {}
    for entry in entries:
        in_context.setdefault(entry.context, []).append(entry)
    if not in_context:
        return {}
    found: dict[int, list[tuple]] = {}
    for model, _event, row, context, now, was in _events(partnership, list(in_context)):
        if was is None:  # the first event of a row: it was made, nothing changed
            continue
        place = _entry_for(in_context[context], f"partnerships.{model.lower()}", row)
        for name in SHOWN[model]:
            if now[name] != was[name]:
                found.setdefault(place.pk, []).append((model, name, was[name], now[name]))
    return found


def _entry_for(entries: list[Entry], kind: str, row: int) -> Entry:
    """Of several lines written in one context, the one about that row; else the latest."""
    return next((e for e in entries if (e.subject_kind, e.subject_id) == (kind, row)), entries[0])


def _events(partnership: Partnership, contexts: list) -> list[tuple]:
    """(model, event, row, context, values now, values before) of the contexts' events, in order; one query."""
    queries = [_events_of(model, partnership, contexts) for model in SHOWN]
    return sorted(queries[0].union(*queries[1:], all=True), key=lambda event: event[:2])


def _events_of(model: str, partnership: Partnership, contexts: list):
    events = apps.get_model("partnerships", f"{model}Event").objects
    values = JSONObject(**{name: F(_column(model, name)) for name in SHOWN[model]})
    earlier = (
        events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        .order_by("-pgh_id")
        .values_list(values)[:1]
    )
    return (
        events.filter(**{BELONGS[model]: partnership.pk}, pgh_context_id__in=contexts)
        .annotate(
            told_model=Value(model, output_field=models.CharField()),
            told_row=F("id"),
            told_now=values,
            told_was=Subquery(earlier),
        )
        .values_list("told_model", "pgh_id", "told_row", "pgh_context_id", "told_now", "told_was")
    )


def _column(model: str, name: str) -> str:
    return apps.get_model("partnerships", model)._meta.get_field(name).attname


def _people(changed: dict[int, list[tuple]]) -> dict[int, str]:
    ids = {
        value
        for changes in changed.values()
        for _model, name, *values in changes
        if name == "lead"
        for value in values
    }
    return {pk: str(user) for pk, user in User.objects.in_bulk(ids).items()} if ids else {}


def _change(
    model: str,
    name: str,
    before,
    after,
    people: dict[int, str],
    stages: dict[int, str],
    *,
    with_notes: bool,
) -> Change:
    model_field = apps.get_model("partnerships", model)._meta.get_field(name)
    label = _label(model_field)
    if name in INTERNAL and not with_notes:
        return Change(label, is_hidden=True)
    known = {Stage: stages, User: people}.get(model_field.related_model, {})
    return Change(label, _say(model_field, before, known), _say(model_field, after, known))


def _label(model_field) -> str:
    """The field's name, where the model's own would say too little on a timeline."""
    clearer = {
        "stage": _("stage"),
        "next_step_on": _("day of the next step"),
        "document_name": _("name of the document"),
    }
    return clearer.get(model_field.name) or str(model_field.verbose_name)


def _say(model_field, value, known: dict) -> str:
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
