# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything we hold of one person, as plain values for one JSON file: their own, and nothing of anybody else.

Found by asking the model registry which tables point to the person; an app that comes later is exported too.
Other people, who stand in the same rows, are left out; so are secrets.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from accounts.tenants import across_affiliates
from journal.models import Entry
from privacy.models import PersonSearch
from privacy.subjects import USER

_PEOPLE = {USER, "partnerships.advocate"}
_SECRETS = {
    "password",
    "digest",
    "token_key",
    "session_data",
    "session_key",
    "access",
    "refresh",
    "key",
    "digests",
}
# What somebody with an account wrote themselves. Elsewhere a row says what they did, and its words are others'.
_OWN_WORDS = {
    ("accounts.membership", "user"),
    ("accounts.wikiaccount", "user"),
    ("account.emailaddress", "user"),
    ("agreements.progress", "made_by"),
    ("casestudies.casestudy", "author"),
    ("casestudies.picture", "added_by"),
    ("casestudies.wikidraft", "asked_by"),
    ("institutions.suggestion", "by"),
    ("learning.firstpath", "user"),
    ("learning.mentor", "user"),
    ("learning.obstacle", "said_by"),
    ("outreach.publication", "by"),
    ("partnerships.colead", "proposed_by"),
    ("partnerships.stagemove", "by"),
    ("reviews.comment", "author"),
    ("reviews.review", "reviewer"),
    ("teamwork.note", "author"),
    ("teamwork.savedview", "owner"),
    ("teamwork.task", "made_by"),
}
_WORDS = (models.CharField, models.TextField, models.JSONField)
# The text of a case study stands in rows of its own.
_PARTS = {"casestudies.casestudy": [("casestudies.section", "case_study")]}


@across_affiliates("a copy holds all we hold of a person; the door said whose copy it is")
def collect(subject: models.Model, *, search: PersonSearch | None = None) -> dict:
    """All of it: `person`, the row itself; `held`, the rows that point to it; `done`, what the journal says.

    Of somebody at an institution also `named_in`: where else they stand, as the search that ended found it.
    """
    kind = subject._meta.label_lower
    told = {
        "kind": kind,
        "number": subject.pk,
        "person": _plain(subject, with_words=True),
        "held": {name: rows for name, rows in _held(subject) if rows},
        "done": [_line(entry) for entry in _entries(subject)],
    }
    if search is not None:
        told["searched_at"] = search.ended_at
        told["named_in"] = [_named(key) for key, _column in search.hits]
        told["named_in_files"] = [
            _named(key) | {"parts": parts} for key, _column, parts, _why in search.files
        ]
        told["files_not_read"] = [_named(key) for key, *_rest in search.unread]
    return told


def counts_of(subject: models.Model) -> dict[str, int]:
    """How many rows of each kind point to the person: what a page says, without reading them."""
    counted = {name: rows.count() for name, rows, _is_own in _pointing(subject)}
    return {name: count for name, count in counted.items() if count}


def _held(subject) -> Iterator[tuple[str, list[dict]]]:
    for name, rows, is_own in _pointing(subject):
        yield name, [_whole(row, with_words=is_own) for row in rows.order_by("pk").iterator()]


def _pointing(subject) -> Iterator[tuple[str, models.QuerySet, bool]]:
    """(name, rows, whether their words are the person's own) of each column of each table that points to them."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed or model is Entry:
            continue
        names = {field.name for field in model._meta.local_concrete_fields}
        if {"subject_kind", "subject_id"} <= names:
            about = {"subject_kind": subject._meta.label_lower, "subject_id": subject.pk}
            yield model._meta.label_lower, model._base_manager.filter(**about), True
        for field in model._meta.local_concrete_fields:
            if not (field.is_relation and field.related_model is subject._meta.model):
                continue
            rows = model._base_manager.filter(**{field.name: subject.pk})
            tracked = getattr(model, "pgh_tracked_model", model)._meta.label_lower
            is_own = subject._meta.label_lower != USER or (tracked, field.name) in _OWN_WORDS
            yield f"{model._meta.label_lower}.{field.name}", rows, is_own


def _whole(row, *, with_words: bool) -> dict:
    told = _plain(row, with_words=with_words)
    for label, field in _PARTS.get(row._meta.label_lower, ()) if with_words else ():
        parts = apps.get_model(label)._base_manager.filter(**{field: row.pk}).order_by("pk")
        told[label] = [_plain(part, with_words=True) for part in parts]
    return told


def _plain(row, *, with_words: bool) -> dict:
    """The columns as values; people, secrets and, unless they are the person's own, words are left out."""
    told = {}
    for field in row._meta.concrete_fields:
        if field.is_relation:
            if field.related_model._meta.label_lower not in _PEOPLE and field.name != "pgh_context":
                told[field.name] = getattr(row, field.attname)
        elif _may_be_told(field, with_words=with_words):
            value = field.value_from_object(row)
            told[field.name] = getattr(value, "code", value)  # of a country its code
    return told


def _may_be_told(field, *, with_words: bool) -> bool:
    if field.name in _SECRETS or isinstance(field, models.BinaryField):
        return False
    if getattr(field, "generated", False) or type(field).__name__ == "SearchVectorField":
        return False
    return with_words or bool(field.choices) or field.primary_key or not isinstance(field, _WORDS)


def _entries(subject):
    if subject._meta.label_lower == USER:
        return Entry.objects.filter(actor=subject.pk).order_by("pk").iterator()
    about = Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    return about.order_by("pk").iterator()


def _line(entry: Entry) -> dict:
    told = {"at": entry.at, "did": entry.verb, "to": entry.subject_kind, "number": entry.subject_id}
    if entry.subject_kind in _PEOPLE - {USER}:  # about an advocate: the reasons are theirs to know
        told |= {"before": entry.before, "after": entry.after, "note": entry.note}
    return told


def _named(key: str) -> dict:
    """Where else the person is named: which record, not its words, for others stand in them too."""
    table, _colon, number = key.rpartition(":")
    return {"table": table, "number": number}
