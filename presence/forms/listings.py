# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about requests to have a category measured."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey
from presence.forms.places import WhatField
from presence.models import ListingRequest
from presence.parsing import TASK


class TaskField(WhatField):
    """A Phabricator task by number or address; becomes `T12345`."""

    def clean(self, value) -> str:
        if not (value or "").strip() and not self.required:
            return ""
        if re.fullmatch(r"\s*[1-9]\d{0,8}\s*", str(value), re.ASCII):
            value = f"T{value.strip()}"
        spot = super().clean(value)
        if spot.kind != TASK:
            raise ValidationError(_("This is no Phabricator task: write it as T12345."), code="not-a-task")
        return spot.identifier


class AskForm(forms.Form):
    """Notes that somebody asked for a category to be measured."""

    task = TaskField(
        label=_("Phabricator task"), required=False, help_text=_("The one you opened, such as T12345.")
    )
    asked_on = DayField(label=_("Asked on"), initial=timezone.localdate)
    remind = forms.BooleanField(
        label=_("Give me a task to look again after 30 days"), required=False, initial=True
    )
    form_key = FormKey()

    def __init__(self, *args, can_remind: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_remind:
            del self.fields["remind"]


class AnswerForm(forms.Form):
    """Asks how a request was answered."""

    outcome = forms.ChoiceField(
        label=_("Answer"), choices=ListingRequest.Outcome.choices, widget=forms.RadioSelect
    )
    answered_on = DayField(label=_("Answered on"), initial=timezone.localdate)
