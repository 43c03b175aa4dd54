# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of people of whom we hold something, and who erases them again after a restore.

Each app names its own in `ready()`; this app knows no advocate.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

USER = "accounts.user"


@dataclass(frozen=True)
class SubjectKind:
    """`words(row)` gives the Wording of the person in that row; `again(row, erasure)` erases them once more.

    Without `words` the person has no row of their own and is known by hashes alone: `again(erasure)` says what
    became of it, as `privacy.actions.replay` counts it.

    Who can be searched for (`privacy.actions.searching`) says besides: `may(user, row)`, whether somebody may ask
    for that; `own(hit, row)`, whether a hit is in a row of the person's own; `listed`, the tables whose texts are
    shown to who asked, so that short names are looked for there.
    """

    again: str
    words: str = ""
    may: str = ""
    own: str = ""
    listed: str = ""


_KINDS: dict[str, SubjectKind] = {}


def register(model: str, kind: SubjectKind) -> None:
    """`model` as the journal names it: `partnerships.advocate`."""
    _KINDS[model] = kind


def row_of(model: str, pk: int) -> models.Model | None:
    """The subject's row; None when it is no longer, or not yet, there."""
    return apps.get_model(model)._base_manager.filter(pk=pk).first() if model in _KINDS else None


def words_of(row: models.Model):
    """All the person in that row is, or was, known by."""
    return import_string(_KINDS[row._meta.label_lower].words)(row)


def again(model: str) -> Callable:
    """The function that erases this kind of subject once more."""
    return import_string(_KINDS[model].again)


def is_known_by_hashes(model: str) -> bool:
    """Whether there is no row to look at."""
    return model in _KINDS and not _KINDS[model].words


def may_search(user, row) -> bool:
    """Whether the user may have texts and files searched for the person in that row."""
    kind = _KINDS[row._meta.label_lower]
    return bool(kind.may) and user.is_active and import_string(kind.may)(user, row)


def is_own(hit, row) -> bool:
    """Whether the hit is in a row that is the person's own, which needs no mention."""
    return import_string(_KINDS[row._meta.label_lower].own)(hit, row)


def listed(model: str) -> frozenset[str]:
    """The tables whose texts are shown to who asks for a search for this kind of person."""
    return import_string(_KINDS[model].listed)
