# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what a note says and who is told of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import FormKey, Version
from teamwork.forms.fields import PeopleField
from teamwork.models.notes import LONGEST_NOTE
from teamwork.parsing import tidy


class NoteText(forms.CharField):
    """Many lines of text; its length is counted as the reader sees it, a line break as one character."""

    def to_python(self, value):
        return tidy(super().to_python(value))


class NoteForm(forms.Form):
    """A new note. `readers` are the users who may read it; `address` is where the names of some are found."""

    text = NoteText(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Write @ and a name to tell somebody. Links become links."),
        error_messages={"required": _("The note says nothing yet.")},
    )
    also = PeopleField(
        label=_("Tell"),
        queryset=None,
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=_("Only people who may read this record are listed."),
    )
    form_key = FormKey()

    def __init__(self, *args, readers, address="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["also"].queryset = readers
        if address:
            self.fields["text"].widget.attrs["data-mentions"] = address


class EditNoteForm(NoteForm):
    """A note that is there already."""

    form_key = None
    version = Version()
