# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes “former contact #n” over a person's words, in every column of every table, and in the past of each."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import F

from accounts.tenants import across_affiliates
from journal.forgetting import emptied, is_written_once
from privacy.actions.caches import forget_in_cache, forget_in_mail_folder
from privacy.scanning import Hit, columns, is_history, scanned, tables
from privacy.wording import Wording
from work.models import Message

_WAITING = {Message.State.WAITING, Message.State.SENDING}


@across_affiliates("a person is forgotten in every affiliate's rows, and in the past of rows that are gone")
def erase_words(
    wording: Wording,
    instead: str,
    *,
    affiliate: int | None = None,
    left: Collection[str] = (),
    but=(),
    names: Mapping[str, Collection[str]] | None = None,
) -> dict[str, int]:
    """Replace the words wherever they stand; {table: rows}. In the caller's transaction.

    Only in rows of `affiliate` and of nobody's, or in all without one. `left` are keys of rows to leave, with
    their past; `but` are tables to leave. `names` are columns, {table: columns}, that say who somebody is: where one
    says one of the words and nothing else, it is of another person of that name, and is left with its past. A form that is open on a changed row is refused as changed meanwhile.
    """
    counts: dict[str, int] = {}
    for model in tables():
        if model._meta.label_lower in but:
            continue
        for hit in scanned(wording, model, affiliate=affiliate):
            hit = _without_names(hit, wording, names or {})
            if not hit.columns or _is_left(hit, left):
                continue
            _write(hit, wording, instead)
            counts[model._meta.label_lower] = counts.get(model._meta.label_lower, 0) + 1
    # Twice: what is in the cache now, and what a reader puts there before our commit.
    forget_in_cache(wording)
    transaction.on_commit(lambda: forget_in_cache(wording), robust=True)
    transaction.on_commit(lambda: forget_in_mail_folder(wording), robust=True)
    return counts


def _without_names(hit: Hit, wording: Wording, names: Mapping[str, Collection[str]]) -> Hit:
    model = type(hit.row)
    table = getattr(model, "pgh_tracked_model", model)._meta.label_lower
    others = [name for name in names.get(table, ()) if wording.is_all_of(getattr(hit.row, name))]
    return replace(hit, columns=tuple(name for name in hit.columns if name not in others))


def _is_left(hit: Hit, left: Collection[str]) -> bool:
    if hit.key in left:
        return True
    model = type(hit.row)
    if not is_history(model):
        return False
    return f"{model.pgh_tracked_model._meta.label_lower}:{hit.row.pgh_obj_id}" in left


def _write(hit: Hit, wording: Wording, instead: str) -> None:
    model, row = type(hit.row), hit.row
    values = {name: wording.without(getattr(row, name), instead) for name in hit.columns}
    for field in columns(model):
        if field.name not in values:
            continue
        if isinstance(field, models.CharField) and field.max_length:
            values[field.name] = values[field.name][: field.max_length]
        elif isinstance(field, ArrayField) and field.base_field.max_length and values[field.name]:
            values[field.name] = [each[: field.base_field.max_length] for each in values[field.name]]
    if not is_history(model) and any(field.name == "version" for field in model._meta.fields):
        values["version"] = F("version") + 1
    rows = model._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            _put(rows, values)
    except IntegrityError:  # two rows that differed by the name alone: theirs by number do too
        values = {name: _told_apart(value, row.pk) for name, value in values.items()}
        _put(rows, values)


def _told_apart(value, pk):
    return f"{value[:80]} ({pk})" if isinstance(value, str) else value


def _put(rows, values: dict) -> None:
    """What is written once may be written over for this alone."""
    if is_written_once(rows.model):
        emptied(rows, **values)
    else:
        rows.update(**values)


def withdraw_mails(addresses: Collection[str]) -> int:
    """Empty the mails to these addresses in the outbox; those that wait do not leave. How many that is."""
    wanted = {address.casefold() for address in addresses if address}
    count = 0
    for message in Message.objects.filter(kind="mail", payload__has_key="to").iterator():
        if str(message.payload["to"]).casefold() not in wanted:
            continue
        state = Message.State.REFUSED if message.state in _WAITING else message.state
        Message.objects.filter(pk=message.pk).update(
            payload={}, state=state, error="Emptied: its addressee was erased."
        )
        count += 1
    return count
