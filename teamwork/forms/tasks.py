# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what is to be done, by whom and when, and why it is dropped."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey, Version
from teamwork.forms.fields import PersonField
from teamwork.models import Task


class TaskForm(forms.Form):
    """A new task. `writers` are the users who may do it."""

    title = forms.CharField(
        label=_("What is to be done"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    assignee = PersonField(label=_("Who does it"), queryset=None, empty_label=None)
    due_on = DayField(label=_("Due on"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), coerce=int, choices=Task.Priority.choices, initial=Task.Priority.NORMAL
    )
    form_key = FormKey()

    def __init__(self, *args, writers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = writers


class CorrectTaskForm(TaskForm):
    """A task that is there already."""

    form_key = None
    version = Version()


class DropTaskForm(forms.Form):
    """Asks why a task will not be done."""

    why = forms.CharField(
        label=_("Why it is dropped"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
