# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the apps say what they hold of people. Each app has a module `personal`, read when its `AppConfig` is ready.

Apps below this one (accounts, journal, work) and other people's apps are spoken for in `privacy.others`.
"""

from collections.abc import Callable

from django.utils.module_loading import import_string

from privacy.classes import DataClass

_fields: dict[str, DataClass] = {}
_paths: dict[str, list[str]] = {"erase": [], "export": [], "purge": []}


def classify(model: str, **fields: DataClass) -> None:
    """Say what the fields of the model `app.Model` hold of people."""
    for name, data_class in fields.items():
        _fields[f"{model}.{name}"] = data_class


def class_of(model: str, field: str) -> DataClass | None:
    """The class of `app.Model`'s field; None where nobody said."""
    return _fields.get(f"{model}.{field}")


def register(kind: str, path: str) -> None:
    """Have the function at the dotted path called to `erase`, to `export` or to `purge`."""
    if path not in _paths[kind]:
        _paths[kind].append(path)


def registered(kind: str) -> list[Callable]:
    """The functions registered for `erase`, `export` or `purge`, in the order they were."""
    return [import_string(path) for path in _paths[kind]]
