# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the apps say what they hold of people. Each app has a module `personal`, read when `privacy` is ready.

Apps below this one (accounts, journal, work) and other people's apps are spoken for in `privacy.others`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string

from privacy.classes import DataClass
from privacy.periods import Period


@dataclass(frozen=True)
class Purge:
    """What is thrown away of a class of data once its time is over, and what does it.

    Either the function at `path`: called with the moment before which everything is over, it yields how many rows
    each committed batch was. Or a run of its own (`run`), whose number called `counted` says how many.
    `since` says from when the time runs, with `%(period)s` in it.
    """

    name: str
    of: DataClass
    what: object
    since: object
    after: Period
    path: str = ""
    run: str = ""
    counted: str = ""

    @property
    def kept(self) -> str:
        """How long, in the reader's words."""
        return str(self.since) % {"period": self.after}

    @property
    def function(self) -> Callable:
        return import_string(self.path)


_purges: dict[str, Callable[[], Purge]] = {}
_fields: dict[str, DataClass] = {}
_rows: dict[str, DataClass] = {}
_people: set[str] = set()
_paths: dict[str, list[str]] = {"erase": [], "export": []}

# What says nothing of anybody without its row: numbers, yes or no, days and moments. Keys to things are such too.
_PLAIN = (
    models.BooleanField,
    models.IntegerField,
    models.AutoField,
    models.FloatField,
    models.DecimalField,
    models.DateField,
    models.DurationField,
    models.UUIDField,
)


def classify(model: str, row: DataClass | None = None, /, **fields: DataClass) -> None:
    """Say what the fields of the model `app.Model` hold of people.

    `row` is the class of its plain fields (numbers, yes or no, days, keys to things): by themselves they say
    nothing of anybody, so that they are what their row is. Words, files and keys to people are named one by one.
    """
    if row is not None:
        _say(_rows, model, row)
    for name, data_class in fields.items():
        _say(_fields, f"{model}.{name}", data_class)


def _say(said: dict[str, DataClass], key: str, data_class: DataClass) -> None:
    if said.setdefault(key, data_class) != data_class:
        raise ValueError(f"{key} is in the class {said[key]} already.")


def people(*labels: str) -> None:
    """Say that the rows of these models are people: a key to one is to be classified by hand."""
    _people.update(labels)


def class_of(model: str, field: str) -> DataClass | None:
    """The class of `app.Model`'s field; None where nobody said.

    A history table holds copies: what it repeats is in the class of the field it repeats, and its own columns say
    by numbers when something changed.
    """
    found = apps.get_model(model)
    if original := getattr(found, "pgh_tracked_model", None):
        if field.startswith("pgh_"):
            return DataClass.AUDIT
        model, found = original._meta.label, original
    if by_hand := _fields.get(f"{model}.{field}"):
        return by_hand
    return _rows.get(model) if is_plain(found._meta.get_field(field)) else None


def is_plain(field: models.Field) -> bool:
    """Whether the field says nothing of anybody without its row."""
    if field.is_relation:
        return field.related_model is not None and field.related_model._meta.label not in _people
    return isinstance(field, _PLAIN)


def fields_of(data_class: DataClass) -> list[tuple[str, str]]:
    """The (model, field) pairs of a class, histories included, ordered."""
    return sorted((model, field) for model, field in every_field() if class_of(model, field) == data_class)


def kinds_of(*classes: DataClass) -> list[str]:
    """The models, as the journal names them, whose rows are in one of these classes."""
    return sorted(model.lower() for model, data_class in _rows.items() if data_class in classes)


def every_field() -> Iterator[tuple[str, str]]:
    """(model, field) of all columns of all tables, those of other people's apps too."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            for field in model._meta.concrete_fields:
                yield model._meta.label, field.name


def unclassified() -> list[str]:
    """Fields that are in no class: there shall be none."""
    return [f"{model}.{field}" for model, field in every_field() if class_of(model, field) is None]


def left_over() -> list[str]:
    """What was classified and is no field of any model (any more)."""
    models_known = {model for model, _field in every_field()}
    known = {f"{model}.{field}" for model, field in every_field()}
    return sorted((_fields.keys() - known) | (_rows.keys() - models_known) | (_people - models_known))


def purge(name: str, of: DataClass, what, since, *, after: Period | Callable[[], Period], **by: str) -> None:
    """Have what is over thrown away once a day: see `Purge`. `after` may be a function that reads a setting."""

    def made() -> Purge:
        return Purge(name, of, what, since, after() if callable(after) else after, **by)

    if name in _purges:
        raise ValueError(f"There is a purge called {name} already.")
    _purges[name] = made


def purges() -> list[Purge]:
    """All of them, in the order they were registered."""
    return [made() for made in _purges.values()]


def register(kind: str, path: str) -> None:
    """Have the function at the dotted path called to `erase` or to `export`. What is purged is named by `purge`."""
    if path not in _paths[kind]:
        _paths[kind].append(path)


def registered(kind: str) -> list[Callable]:
    """The functions registered for `erase` or `export`, in the order they were."""
    return [import_string(path) for path in _paths[kind]]
