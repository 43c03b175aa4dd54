# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes payloads into every text of every row of the doors' world, past forms and actions.

Whatever a form would have refused is in the database then, as an older release, an import or a wiki may have
brought it: pages must stand it.
"""

from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction

from tests.attacks.addresses import our_models

# Texts that are keys or codes to the code itself: no person writes them, and no page prints them as they are.
KEYS = {
    "accounts.User": {"password", "time_zone", "language"},
    "accounts.WikiCredential": None,
    "agreements.AgreementTemplate": {"key"},
    "agreements.Clause": {"key"},
    "casestudies.CaseStudy": {"language", "form_key"},
    "casestudies.Section": {"key"},
    "journal.Entry": {"verb"},
    "newsletter.Report": {"area_class"},
    "outreach.Page": {"kind"},
    "outreach.Source": {"host"},
    "teamwork.SavedView": {"page"},
    "today.Feed": {"digest"},
    "work.Heartbeat": None,
    "work.Message": {"kind", "key"},
    "work.Run": {"kind"},
    "work.Done": None,
}


@dataclass
class Spoilt:
    """Which fields hold a payload now, and which would not take one."""

    taken: dict[str, models.Field] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def text_fields(model) -> list[models.Field]:
    """The fields of a model that hold what somebody wrote."""
    keys = KEYS.get(model._meta.label, set())
    if keys is None:
        return []
    return [
        each
        for each in model._meta.local_fields
        if _is_text(each) and each.name not in keys and not each.generated and not each.remote_field
    ]


def _is_text(each) -> bool:
    is_words = isinstance(each, (models.CharField, models.TextField, models.JSONField, ArrayField))
    is_code = type(each).__name__ == "CountryField" or bool(each.choices)
    return is_words and not is_code


def spoil(payload_for, *, only=None) -> Spoilt:
    """Fill every text with `payload_for(label, longest)`, each field in a savepoint of its own."""
    spoilt = Spoilt()
    for model in our_models():
        for each in text_fields(model):
            label = f"{model._meta.label}.{each.name}"
            if only and label not in only:
                continue
            if model._base_manager.exists():
                _fill(model, each, label, payload_for, spoilt)
    return spoilt


def _fill(model, each, label, payload_for, spoilt) -> None:
    try:
        with transaction.atomic():
            for row in model._base_manager.all():
                value = _value(
                    each, getattr(row, each.attname), payload_for(label, each.max_length or 10_000), row.pk
                )
                model._base_manager.filter(pk=row.pk).update(**{each.attname: value})
            # Constraints that are looked at on commit only would otherwise spoil the rest.
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except (DatabaseError, ValueError):
        spoilt.refused.append(label)
    else:
        spoilt.taken[label] = each


def _value(each, before, payload, pk):
    if isinstance(each, models.JSONField):
        return _leaves(before, payload)
    if isinstance(each, ArrayField):
        return [payload[: each.base_field.max_length or len(payload)]] if before else before
    is_one_of_a_kind = each.unique or any(
        each.name in getattr(rule, "fields", ()) for rule in each.model._meta.constraints
    )
    ending = f" {pk}" if is_one_of_a_kind else ""
    longest = each.max_length or 10_000
    return payload[: longest - len(ending)] + ending


def _leaves(value, payload):
    """The same structure with the payload for every text in it that is more than a word of the code's own."""
    if isinstance(value, dict):
        return {key: _leaves(inner, payload) for key, inner in value.items()}
    if isinstance(value, list):
        return [_leaves(inner, payload) for inner in value]
    is_prose = isinstance(value, str) and (" " in value or not value.islower())
    return payload if is_prose else value
