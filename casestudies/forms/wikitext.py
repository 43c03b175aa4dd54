# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages ask that edit a whole study as wikitext, and add a reference."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.forms.drafts import SECTION_LIMIT, WriteForm
from casestudies.parsing import ParsedSection
from casestudies.parsing.references import reference, with_reference
from casestudies.parsing.whole import completed, cut
from casestudies.seen import read_seen
from casestudies.steps import steps_from
from interface.fields import WebAddressField

WHOLE_LIMIT = 400_000
MOST_SECTIONS = 100


class WikitextForm(forms.Form):
    """All sections in one field. Markup that does not close is no error: it is somebody's half-finished work."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)
    wikitext = forms.CharField(
        label=gettext_lazy("Wikitext of the whole case study"),
        help_text=gettext_lazy(
            "Each section begins with its heading between two equals signs. Headings of your own are kept."
        ),
        required=False,
        validators=[MaxLengthValidator(WHOLE_LIMIT)],
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "dir": "auto", "class": "mono"}),
    )

    def clean_version(self):
        # As in the other form: a required field would make the form call the text optional.
        if self.cleaned_data["version"] is None:
            raise forms.ValidationError(_("This field is required."), code="required")
        return self.cleaned_data["version"]

    def clean_seen(self):
        return read_seen(self.cleaned_data["seen"])

    def clean_wikitext(self):
        text = self.cleaned_data["wikitext"].replace("\r\n", "\n")
        self.sections: list[ParsedSection] = completed(cut(text))
        if len(self.sections) > MOST_SECTIONS:
            raise forms.ValidationError(
                _("This text has %(number)s headings; at most %(most)s are possible."),
                code="too-many-sections",
                params={"number": len(self.sections), "most": MOST_SECTIONS},
            )
        for step in steps_from(self.sections):
            if len(step.text) > SECTION_LIMIT:
                raise forms.ValidationError(
                    _("“%(section)s” has %(number)s characters; a section may have %(most)s at most."),
                    code="section-too-long",
                    params={"section": step.label, "number": len(step.text), "most": SECTION_LIMIT},
                )
        return text


class ReferenceForm(forms.Form):
    """Where something is written: becomes a reference at the end of a section, or where the writer is."""

    section = forms.ChoiceField(label=gettext_lazy("Section"))
    author = forms.CharField(label=gettext_lazy("Author of the source"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("Title of the source"), max_length=300, required=False)
    address = WebAddressField(
        label=gettext_lazy("Address"),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    year = forms.CharField(label=gettext_lazy("Year"), max_length=20, required=False)

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, prefix="reference", **kwargs)
        self.fields["section"].choices = [(step.field, step.label) for step in steps]
        if len(steps) == 1:
            self.fields["section"].widget = forms.HiddenInput()
            self.fields["section"].initial = steps[0].field
        for name in ("author", "title"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self):
        given = super().clean()
        if not self.errors and not (given.get("title") or given.get("address")):
            raise forms.ValidationError(_("Give the source's title or its address."), code="required")
        return given

    @property
    def wikitext(self) -> str:
        parts = ("author", "title", "address", "year")
        return reference(**{name: self.cleaned_data[name] for name in parts})

    def add_to(self, form: WriteForm) -> bool:
        """Put the reference at the end of its section in the other form, if this one is valid."""
        if not self.is_valid():
            return False
        name = self.cleaned_data["section"]
        form.data = form.data.copy()
        form.data[name] = with_reference(form.data.get(name, ""), self.wikitext)
        return True
