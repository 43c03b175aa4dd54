# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks until when a line is put off, and whether a feed is really wanted."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey

TOMORROW, WEEK, MONTH, DAY = "tomorrow", "week", "month", "day"


class SnoozeForm(forms.Form):
    """Asks until when; `key` names the line. `day_for` says which day that is."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput, label=_("Line"))
    until = forms.ChoiceField(
        label=_("Put it off"),
        choices=[
            (TOMORROW, _("until tomorrow")),
            (WEEK, _("for a week")),
            (MONTH, _("for a month")),
            (DAY, _("until the day below")),
        ],
        initial=DAY,
        widget=forms.RadioSelect,
    )
    until_on = DayField(label=_("Day"), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("until") == DAY and not cleaned.get("until_on") and "until_on" not in self.errors:
            self.add_error("until_on", _("Choose a day."))
        return cleaned

    def day_for(self, today: date) -> date:
        """The day on which the line comes back."""
        days = {TOMORROW: 1, WEEK: 7, MONTH: 30}.get(self.cleaned_data["until"])
        return today + timedelta(days=days) if days else self.cleaned_data["until_on"]


class FeedForm(forms.Form):
    """Asks nothing: only that two clicks make one feed."""

    form_key = FormKey()
