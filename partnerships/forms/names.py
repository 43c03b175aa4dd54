# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in several languages, written one a line as “language code: name”."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.fields import one_line

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
_LONGEST_NAME = 300
_MOST_NAMES = 400
_MOST_ERRORS = 5


def print_names(names: dict[str, str]) -> str:
    """{"de": "Museum"} → “de: Museum”, sorted by code."""
    return "\n".join(f"{code}: {name}" for code, name in sorted(names.items()))


def parse_names(text: str) -> dict[str, str]:
    """The names by language code. Raises ValidationError that names the first bad lines by number."""
    names, errors = {}, []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            code, name = _parse_line(line, number)
            if code in names:
                raise _bad_line(number, _("“%(code)s” stands twice."), code=code)
            names[code] = name
        except ValidationError as error:
            errors.append(error)
        if len(errors) == _MOST_ERRORS:
            break
    if not errors and len(names) > _MOST_NAMES:
        errors = [ValidationError(_("At most %(limit)s names."), params={"limit": _MOST_NAMES})]
    if errors:
        raise ValidationError(errors)
    return names


def _parse_line(line: str, number: int) -> tuple[str, str]:
    code, colon, name = line.partition(":")
    code, name = code.strip().lower().replace("_", "-"), one_line(name)
    if not colon:
        raise _bad_line(number, _("write a language code, a colon and the name, such as “de: Museum”."))
    if not _CODE.fullmatch(code):
        raise _bad_line(
            number, _("“%(code)s” is no language code, such as “de” or “zh-hant”."), code=code[:20]
        )
    if not name:
        raise _bad_line(number, _("the name is missing."))
    if len(name) > _LONGEST_NAME:
        raise _bad_line(number, _("the name is longer than %(limit)s characters."), limit=_LONGEST_NAME)
    return code, name


def _bad_line(number: int, what, **params) -> ValidationError:
    return ValidationError(
        _("Line %(number)s: %(what)s"), code="bad-line", params={"number": number, "what": what % params}
    )


class NamesField(forms.CharField):
    """A text area that answers a dict; takes a dict as initial value."""

    widget = forms.Textarea(attrs={"rows": 5, "dir": "auto", "spellcheck": "false"})

    def prepare_value(self, value):
        return print_names(value) if isinstance(value, dict) else value

    def has_changed(self, initial, data):
        return super().has_changed(print_names(initial or {}), data)

    def clean(self, value):
        return parse_names(super().clean(value))
