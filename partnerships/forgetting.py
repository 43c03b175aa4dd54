# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to tell when an advocate is forgotten: apps above that know the person too."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.module_loading import import_string

_PATHS: list[str] = []
_BINDING: list[str] = []


@dataclass(frozen=True)
class Binding:
    """A row that may have to keep a name while a legal claim is open: a signed agreement, who signed it."""

    key: str
    words: str


def on_forgetting(path: str) -> None:
    """Have the function at the dotted path called with each advocate who is forgotten, in the same transaction.

    It is also given the keys of the rows that keep the name.
    """
    if path not in _PATHS:
        _PATHS.append(path)


def forget_elsewhere(advocate, kept: Collection[str] = ()) -> None:
    """Call them all. The advocate's row is locked and bears no name any more."""
    for path in _PATHS:
        import_string(path)(advocate, kept)


def on_asking_what_binds(path: str) -> None:
    """Have the function at the dotted path asked which rows that name an advocate bind legally."""
    if path not in _BINDING:
        _BINDING.append(path)


def what_binds(advocate, wording) -> list[Binding]:
    """The rows that name the person and may have to keep the name, of all apps."""
    return [each for path in _BINDING for each in import_string(path)(advocate, wording)]
