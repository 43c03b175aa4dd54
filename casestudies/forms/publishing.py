# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of publishing ask: a title and a summary, and what becomes of two texts that differ."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.comparing import BOTH, OURS, THEIRS, has_marks
from casestudies.forms.drafts import SECTION_LIMIT, new_key
from casestudies.models import CaseStudy
from casestudies.parsing import ParsedSection, is_case_study

LONGEST_TITLE = 255  # bytes
_NOT_IN_TITLES = re.compile(r"[\x00-\x1f#<>\[\]{}|\x7f]")


class PublishForm(forms.Form):
    """Under which title and with which words a case study goes to the wiki. A page that is there keeps its title."""

    form_key = forms.CharField(widget=forms.HiddenInput, initial=new_key)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = forms.CharField(
        label=_("Title of the page on the wiki"),
        max_length=255,
        help_text=_("Case studies stand under “GLAM/Case studies/”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    summary = forms.CharField(
        label=_("Edit summary"),
        max_length=300,
        help_text=_("Stands in the page's history beside your name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, fixed_title: str = "", names_people: bool = False, **kwargs):
        """`names_people`: the text seems to name somebody of whom the author has not said that they agreed."""
        super().__init__(*args, **kwargs)
        if names_people:
            self.fields["people_named"] = forms.ChoiceField(
                label=_("What does the text say of people?"),
                choices=[
                    (each.value, each.label) for each in (CaseStudy.People.PUBLIC, CaseStudy.People.AGREED)
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say that they agreed, or take them out of the text.")},
            )
        self.fixed_title = fixed_title
        if fixed_title:
            del self.fields["title"]

    @property
    def wiki_title(self) -> str:
        """The title asked for, or the one that the page has."""
        return self.fixed_title or self.cleaned_data["title"]

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].replace("_", " ").split())
        if _NOT_IN_TITLES.search(title) or len(title.encode()) > LONGEST_TITLE:
            raise forms.ValidationError(
                _("A title on the wiki has at most 255 bytes and none of # < > [ ] { } |."), code="bad-title"
            )
        if not is_case_study(title):
            raise forms.ValidationError(
                _("The title must begin with “GLAM/Case studies/” and name the case study after it."),
                code="elsewhere",
            )
        return title


class ConflictForm(forms.Form):
    """What becomes of each section in which the wiki's text and ours differ: theirs, ours, or one made of both."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    form_key = forms.CharField(widget=forms.HiddenInput, initial=new_key)
    summary = forms.CharField(
        label=_("Edit summary"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [
            (THEIRS, _("Take the wiki's text")),
            (OURS, _("Keep our text")),
            (BOTH, _("Take the merged text below")),
        ]
        for row in rows:
            if row.is_same:
                continue
            self.fields[f"choice_{row.number}"] = forms.ChoiceField(
                label=_("What shall stand on the wiki?"),
                choices=choices,
                initial=row.suggested,
                widget=forms.RadioSelect,
            )
            self.fields[f"text_{row.number}"] = forms.CharField(
                label=_("Merged text"),
                initial=row.merged,
                required=False,
                max_length=SECTION_LIMIT,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
            )

    def clean(self):
        for row in self.rows:
            text = self.cleaned_data.get(f"text_{row.number}", "")
            if self.cleaned_data.get(f"choice_{row.number}") == BOTH and has_marks(text):
                self.add_error(
                    f"text_{row.number}",
                    forms.ValidationError(
                        _(
                            "Marks of the merge still stand in the text: decide between the lines they enclose."
                        ),
                        code="marks",
                    ),
                )
        return self.cleaned_data

    def chosen(self) -> list[ParsedSection]:
        """The sections as decided."""
        return [ParsedSection(row.key, row.heading, self._text(row)) for row in self.rows]

    def _text(self, row) -> str:
        choice = OURS if row.is_same else self.cleaned_data[f"choice_{row.number}"]
        if choice == BOTH:
            return self.cleaned_data[f"text_{row.number}"].replace("\r\n", "\n").strip("\n")
        return row.theirs if choice == THEIRS else row.ours
