# SPDX-License-Identifier: GPL-3.0-or-later
"""What the journal may say of a correction: from what to what where a field holds nothing of people, else its name.

    name: Pond Museum          before        name: Museum of the Pond          after
    kind: museum                             kind: gallery
                                             notes

Codes stand as codes: `journal.codes` says them in the reader's language.
"""

from collections.abc import Mapping

from django.db import models

from journal.actions import LONGEST
from privacy.classes import DataClass
from privacy.registry import class_of

MOST_FIELDS, LONGEST_VALUE, LONGEST_NAMES = 6, 80, 120
NOTHING = "–"


class Changes(list):
    """The names of the fields that changed; `was` has what they were, `told` what the journal may say of them."""

    def __init__(self, row: models.Model, was: Mapping[str, object]):
        super().__init__(was)
        self.row, self.was = row, was

    @property
    def told(self) -> dict[str, str]:
        """`before` and `after`, for `record`."""
        return told(self.row, self.was)


def told(row: models.Model, was: Mapping[str, object]) -> dict[str, str]:
    """{before, after} of a row whose fields had these values before; of many fields the first six, then names."""
    label = row._meta.label
    fields = [row._meta.get_field(name) for name in was]
    open_ones = [field for field in fields if class_of(label, field.name) == DataClass.NOT_PERSONAL]
    said, rest = open_ones[:MOST_FIELDS], [f.name for f in fields if f not in open_ones[:MOST_FIELDS]]
    names = _names(rest)
    left = LONGEST - sum(len(field.name) + 3 for field in said) - len(names)
    each = min(LONGEST_VALUE, max(8, left // max(1, len(said))))
    before = [f"{field.name}: {_in_short(_was(was, field), each)}" for field in said]
    after = [f"{field.name}: {_in_short(getattr(row, field.attname), each)}" for field in said]
    return {"before": "\n".join(before), "after": "\n".join([*after, *filter(None, [names])])}


def _names(rest: list[str]) -> str:
    """As many as have room; what else changed stands in the row's history."""
    while len(", ".join(rest)) > LONGEST_NAMES:
        rest = [*rest[:-2], "…"]
    return ", ".join(rest)


def _was(was: Mapping[str, object], field: models.Field) -> object:
    return was[field.name] if field.name in was else was[field.attname]


def _in_short(value: object, longest: int) -> str:
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, dict):
        value = ", ".join(f"{name} {part}".strip() for name, part in value.items())
    elif isinstance(value, list | tuple | set):
        value = ", ".join(map(str, value))
    words = " ".join(str("" if value is None else value).split()) or NOTHING
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
