# SPDX-License-Identifier: GPL-3.0-or-later
"""Choices of people."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
