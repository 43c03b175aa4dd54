# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to tell when a case study is handed in: apps above that work on it from then on."""

from django.utils.module_loading import import_string

_PATHS: list[str] = []


def on_filing(path: str) -> None:
    """Have the function at the dotted path called with each case study that is filed, in the same transaction."""
    if path not in _PATHS:
        _PATHS.append(path)


def tell_of_filing(case_study, *, by) -> None:
    """Call them all. The case study's row is locked, and filed already."""
    for path in _PATHS:
        import_string(path)(case_study, by=by)
