# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that several forms share, and the two hidden ones: a key against double submits, a version."""

import unicodedata
import uuid
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from interface.addresses import web_address

LONGEST_TEXT = 20_000
_INCOMPLETE = {
    "required": _("The form came incomplete. Load the page again."),
    "invalid": _("The form came incomplete. Load the page again."),
}


def one_line(text: str) -> str:
    """The text without line breaks, control and direction characters, and doubled spaces."""
    # Zero-width joiners stay: Persian, Hindi and others write with them.
    kept = (" " if c.isspace() else c for c in text)
    return " ".join(
        "".join(
            c for c in kept if c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
        ).split()
    )


class LineField(forms.CharField):
    """One line of text. A NUL is still refused, by CharField's own validator."""

    def to_python(self, value):
        value = super().to_python(value)
        return value if "\0" in value else one_line(value)


def _no_credentials(address: str) -> None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return  # no address at all: URLValidator, who is asked too, says so
    if parts.username is not None or parts.password is not None:
        raise ValidationError(_("An address may not carry a user name or a password."), code="credentials")


def _leads_somewhere(address: str) -> None:
    # What a page would not make a link of is not taken either: a port there is none of, a backslash.
    if not web_address(address):
        raise ValidationError(_("Enter a web address that begins with https://."), code="invalid")


class LongTextField(forms.CharField):
    """Text of several lines, kept with plain line breaks: browsers send their own."""

    def __init__(self, *, rows: int = 5, **kwargs):
        area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
        super().__init__(**({"max_length": LONGEST_TEXT, "widget": area} | kwargs))

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class WebAddressField(forms.URLField):
    """An http or https address without credentials, at most 500 characters."""

    default_validators = [
        URLValidator(schemes=["http", "https"], message=_("Enter a web address that begins with https://.")),
        _no_credentials,
        _leads_somewhere,
    ]

    def __init__(self, **kwargs):
        super().__init__(**({"max_length": 500, "assume_scheme": "https"} | kwargs))


class DayField(forms.DateField):
    """A date, asked with the browser's calendar."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**({"widget": widget} | kwargs))


class FormKey(forms.UUIDField):
    """The hidden one-time key of a form that makes something (`work.actions.once`)."""

    def __init__(self):
        super().__init__(
            initial=uuid.uuid4, widget=forms.HiddenInput, error_messages=_INCOMPLETE, label=_("Form")
        )


class Version(forms.IntegerField):
    """The hidden version of the row an editor saw."""

    def __init__(self):
        super().__init__(
            min_value=1,
            max_value=2**31 - 1,
            widget=forms.HiddenInput,
            error_messages=_INCOMPLETE,
            label=_("Form"),
        )


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
