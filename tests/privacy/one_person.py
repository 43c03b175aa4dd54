# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts one synthetic person into every place that can hold somebody, found by asking the model registry."""

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.db.utils import DataError, IntegrityError

from privacy.scanning import path_to_affiliate

# Where nobody of ours writes a person's name, by hand and with the reason; everything else is written into.
NO_PLACE = {
    # What a public wiki or Wikidata says is theirs.
    "casestudies.edition", "casestudies.knownrevision", "casestudies.picture", "casestudies.reading",
    "casestudies.translation", "institutions.itemrecord", "institutions.sourcedfact", "newsletter.*",
    "outreach.*", "presence.categorynode", "presence.categoryrecord", "presence.categorycount",
    # Django's own, secrets, and the rows about erasures.
    "auth.*", "contenttypes.*", "knox.*", "sessions.*", "socialaccount.*", "mfa.*", "privacy.erasure",
    "privacy.suppression", "privacy.statement", "privacy.acceptance", "privacy.reading", "privacy.personsearch",
    # An account is its owner's.
    "accounts.user", "accounts.session", "accounts.wikiaccount", "accounts.wikicredential", "account.*",
}  # fmt: skip
# Codes of ours, which name a kind of record, a page or a verb.
CODES = {"thread_kind", "subject_kind", "kind", "page", "code", "verb"}
# What is read back as a shape by the erasure itself.
_SHAPES = {"partnerships.pipeline.names", "partnerships.stage.names"}


def write_everywhere(text: str, *, affiliate: int, but=()) -> set[str]:
    """Write the text into each column of words of one row of each table; returns the `table.column`s it is in.

    The rows are those of a world that has one of everything; their history follows by the triggers.
    """
    written = set()
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if {label, f"{model._meta.app_label}.*"} & NO_PLACE or label in but:
            continue
        if hasattr(model, "pgh_tracked_model") or model._meta.proxy or not model._meta.managed:
            continue
        row = _row_of(model, affiliate)
        for field in model._meta.local_concrete_fields if row else ():
            place = f"{label}.{field.name}"
            if _holds_words(field) and place not in _SHAPES and _write(model, row, field, text):
                written.add(place)
    return written


def _holds_words(field) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
    if not isinstance(field, kinds) or isinstance(field, models.FileField):
        return False
    return not (
        field.choices or field.primary_key or getattr(field, "generated", False) or field.name in CODES
    )


def _row_of(model, affiliate):
    rows, path = model._base_manager.order_by("pk"), path_to_affiliate(model)
    if path:
        rows = rows.filter(Q(**{path: affiliate}) | Q(**{f"{path}__isnull": True}))
    state = {
        "casestudies.casestudy": "state",
        "casestudies.section": "case_study__state",
        "learning.gist": "case_study__state",
    }
    if by := state.get(model._meta.label_lower):
        rows = rows.exclude(**{f"{by}__in": ["mirrored", "published"]})
    return rows.first()


def _write(model, row, field, text: str) -> bool:
    value = f"Said by {text}, today"
    if getattr(field, "max_length", None):
        value = value if len(value) <= field.max_length else text
        if len(value) > field.max_length:
            return False  # a code of a few signs
    if isinstance(field, models.JSONField):
        value = {"said": [value]}
    elif isinstance(field, ArrayField):
        if field.base_field.choices or (field.base_field.max_length or 999) < len(value):
            return False
        value = [value]
    written_once = [each.name for each in getattr(model._meta, "triggers", ()) if each.name == "append_only"]
    ignored = pgtrigger.ignore(*(f"{model._meta.label}:{name}" for name in written_once))
    try:
        with ignored, transaction.atomic():
            return bool(model._base_manager.filter(pk=row.pk).update(**{field.name: value}))
    except (DataError, IntegrityError):  # the database knows which words may stand here
        return False
