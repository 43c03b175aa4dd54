# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a person's words in every column of text there is, by asking the model registry.

An app that comes later is searched too. What is left out is named here, each with its reason.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, TextField, Value

from accounts.models import Affiliate
from privacy.wording import Wording

# What a public wiki says is the wiki's: it would come back with the next sync; there one asks the wiki.
_THE_WIKIS = {
    "casestudies": {"edition", "knownrevision", "picture", "reading", "translation"},
    "institutions": {"itemrecord", "sourcedfact"},
    "newsletter": None,
    "outreach": None,
    "presence": {"categorynode", "categoryrecord", "categorycount"},
}
# No words of ours: what Django keeps of itself, what is sealed or hashed, and the rows about the erasure itself.
_NO_WORDS = {
    "auth": None,
    "contenttypes": None,
    "knox": None,
    "mfa": None,
    "privacy": {"acceptance", "erasure", "personsearch", "reading", "statement", "suppression"},
    "sessions": None,
    "socialaccount": None,
}
# An account is its owner's: they close it themselves, and then it is blanked column by column.
_ACCOUNTS = {"accounts": {"user", "session", "wikiaccount", "wikicredential"}, "account": None}
# Public on the wiki by their own state.
_PUBLIC = ["mirrored", "published"]
_PUBLIC_BY = {
    "casestudies.casestudy": "state",
    "casestudies.casestudyevent": "state",
    "casestudies.section": "case_study__state",
    "learning.gist": "case_study__state",
}


@dataclass(frozen=True)
class Hit:
    """A row in which the person is named."""

    row: models.Model
    columns: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}:{self.row.pk}"


def _is_among(model, table: dict) -> bool:
    names = table.get(model._meta.app_label, ())
    return names is None or model._meta.model_name in names


def is_history(model) -> bool:
    """Whether its rows are written by triggers, as the past of another model's."""
    return hasattr(model, "pgh_tracked_model")


def tables() -> list[type[models.Model]]:
    """Every table that may hold words of ours; history after what it is the history of."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        tracked = getattr(model, "pgh_tracked_model", model)
        is_ours = model._meta.managed and not model._meta.proxy
        if is_ours and not any(_is_among(tracked, left) for left in (_THE_WIKIS, _NO_WORDS, _ACCOUNTS)):
            found.append(model)
    return sorted(found, key=lambda model: (is_history(model), model._meta.label))


@cache
def columns(model) -> tuple[models.Field, ...]:
    """Its columns in which anybody may have written a name. Of a file the name it was given stands elsewhere."""
    kinds = (models.CharField, models.TextField, models.JSONField, ArrayField)
    return tuple(
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, kinds)
        and not field.choices
        and not field.primary_key
        and not isinstance(field, models.FileField)
        and not getattr(field, "generated", False)
        and not (isinstance(field, ArrayField) and not isinstance(field.base_field, models.CharField))
    )


@cache
def path_to_affiliate(model) -> str | None:
    """The shortest way over foreign keys from a row to the affiliate whose it is; None where it is nobody's."""
    queue, seen = deque([(model, "")]), {model}
    while queue:
        here, path = queue.popleft()
        links = [field for field in here._meta.concrete_fields if field.many_to_one or field.one_to_one]
        links.sort(key=lambda field: field.name != "affiliate")
        for field in links:
            there = field.related_model
            if there is Affiliate:
                return f"{path}{field.name}"
            if there in seen or field.name == "pgh_context" or path.count("__") >= 4:
                continue
            seen.add(there)
            queue.append((there, f"{path}{field.name}__"))
    return None


def scanned(
    wording: Wording, model, *, affiliate: int | None = None, window: tuple = (None, None)
) -> Iterator[Hit]:
    """The rows of that model that name the person: of one affiliate and of nobody's, or of all.

    Of `window` only the rows after the first key up to the second; None: from the first, to the last.
    """
    fields = columns(model)
    if not fields or not wording:
        return
    rows = whose(model, affiliate)
    if public := _PUBLIC_BY.get(model._meta.label_lower):
        rows = rows.exclude(**{f"{public}__in": _PUBLIC})
    after, until = window
    if after is not None:
        rows = rows.filter(pk__gt=after)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    # One look at a row, not one a column, and no look-arounds: the exact answer is given here, on the few found.
    words = Func(
        Value("\n"), *(field.name for field in fields), function="concat_ws", output_field=TextField()
    )
    rows = rows.alias(_words=words).filter(_words__iregex=wording.quick_pattern).order_by("pk")
    for row in rows.iterator(chunk_size=200):
        if affiliate is not None and _is_anothers(row, affiliate):
            continue
        named = tuple(field.name for field in fields if wording.stands_in(getattr(row, field.name)))
        if named:
            yield Hit(row, named)


def whose(model, affiliate: int | None) -> models.QuerySet:
    """The model's rows of that affiliate and of nobody's; all of them without one."""
    rows, path = model._base_manager.all(), path_to_affiliate(model)
    if affiliate is None or not path:
        return rows
    return rows.filter(Q(**{path: affiliate}) | Q(**{f"{path}__isnull": True}))


def window_after(model, after, size: int):
    """The key with which a window of so many rows ends; None when no more rows than that are left."""
    rows = model._base_manager.order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return rows.values_list("pk", flat=True)[size - 1 : size].first()


def found(wording: Wording, *, affiliate: int | None = None, only: Iterable | None = None) -> Iterator[Hit]:
    """Every row that names the person."""
    for model in tables() if only is None else only:
        yield from scanned(wording, model, affiliate=affiliate)


def _is_anothers(row, affiliate: int) -> bool:
    """Whether the row hangs on a record of another affiliate: a line of the journal, a notice."""
    if (said := getattr(row, "affiliate_id", None)) is not None:  # a number that is no foreign key
        return said != affiliate
    kind, pk = getattr(row, "thread_kind", ""), getattr(row, "thread_id", None)
    if not kind or path_to_affiliate(type(row)):
        return False
    whose = _affiliate_of(kind, pk)
    return whose is not None and whose != affiliate


def _affiliate_of(kind: str, pk) -> int | None:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return None
    if model is Affiliate:
        return pk
    path = path_to_affiliate(model)
    return model._base_manager.filter(pk=pk).values_list(path, flat=True).first() if path else None
