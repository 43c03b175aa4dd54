# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to tell when an advocate is forgotten: apps above that know the person too."""

from django.utils.module_loading import import_string

_PATHS: list[str] = []


def on_forgetting(path: str) -> None:
    """Have the function at the dotted path called with each advocate who is forgotten, in the same transaction."""
    if path not in _PATHS:
        _PATHS.append(path)


def forget_elsewhere(advocate) -> None:
    """Call them all. The advocate's row is locked and bears no name any more."""
    for path in _PATHS:
        import_string(path)(advocate)
