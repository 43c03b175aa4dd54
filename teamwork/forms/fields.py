# SPDX-License-Identifier: GPL-3.0-or-later
"""The hidden fields of forms that make and change things, and a choice of people."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

_INCOMPLETE = {
    "required": _("The form came incomplete. Load the page again."),
    "invalid": _("The form came incomplete. Load the page again."),
}


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


class DayField(forms.DateField):
    """A date, asked with the browser's calendar."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**({"widget": widget} | kwargs))


class PersonField(forms.ModelChoiceField):
    """One of some people, by the name they go by here."""

    default_error_messages = {
        "invalid_choice": _("This person may not work on the record: choose somebody from the list.")
    }


class PeopleField(forms.ModelMultipleChoiceField):
    """Some of some people."""

    default_error_messages = {
        "invalid_choice": _("One of those you chose cannot read the record and would not be told."),
        "invalid_pk_value": _("One of those you chose cannot read the record and would not be told."),
    }
