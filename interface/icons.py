# SPDX-License-Identifier: GPL-3.0-or-later
"""Codex icons as inline SVG, drawn by the rules their file states for direction and language."""

import json
from functools import cache, lru_cache

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_FILE = "vendor/codex/codex-icons.json"


class UnknownIcon(LookupError):
    """A template asks for an icon Codex does not have."""


@cache
def _shapes() -> dict:
    with open(finders.find(_FILE), encoding="utf-8") as file:
        return json.load(file)


def _shape_for(shape, lang: str, rtl: bool) -> tuple[str, bool]:
    """Choose the paths of an icon and say whether they are to be mirrored.

    The file knows four forms (codex-icons README): plain paths; paths for each direction; paths to be
    flipped, with languages excepted (a Hebrew question mark is not mirrored); paths by language.
    """
    if isinstance(shape, str):
        return shape, False
    if "langCodeMap" in shape:
        by_language = shape["langCodeMap"]
        chosen = by_language.get(lang) or by_language.get(lang.partition("-")[0]) or shape["default"]
        return _shape_for(chosen, lang, rtl)
    if rtl and "rtl" in shape:
        return shape["rtl"], False
    flipped = rtl and shape.get("shouldFlip", False) and lang not in shape.get("shouldFlipExceptions", [])
    return shape["ltr"], flipped


@lru_cache(maxsize=2048)
def draw(name: str, *, size: str, label: str, lang: str, rtl: bool) -> SafeString:
    """Return the SVG of one icon.

    `name` is Codex' own without its prefix (`arrowNext`, `userGroup`); without `label` it is decoration.
    Raises UnknownIcon.
    """
    try:
        shape = _shapes()[f"cdxIcon{name[:1].upper()}{name[1:]}"]
    except KeyError:
        raise UnknownIcon(name) from None
    paths, flipped = _shape_for(shape, lang, rtl)
    role = (
        format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="true"', ())
    )
    return format_html(
        '<span class="cdx-icon cdx-icon--{}{}"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"'
        ' width="20" height="20" {}><g>{}</g></svg></span>',
        size,
        " cdx-icon--flipped" if flipped else "",
        role,
        # Reviewed: these paths come from the committed Codex file that the manifest test holds, from nobody else.
        mark_safe(paths),  # noqa: S308
    )
