# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of pictures asks: a file of Commons, and where in the text it is to stand."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.parsing.pictures import NotAFile, OtherSite, file_meant
from casestudies.seen import FORM_KEYS
from outreach.connection import Site

# In a caption these would end it, begin something else, or become a signature when the wiki saves it.
_MARKUP = re.compile(r"[|\[\]{}<>]|~{3}")
# Words that the wiki takes for an instruction about the picture, and shows to nobody.
_INSTRUCTION = re.compile(
    r"(?:left|right|center|centre|none|thumb(?:nail)?|frame|framed|frameless|border|upright(?:[ =].*)?|sub|super|top"
    r"|middle|bottom|baseline|(?:\d+|\d*x\d+) ?px|(?:alt|link|page|lang|class)\s?=.*)$",
    re.IGNORECASE,
)


def commons_hosts() -> set[str]:
    """Where addresses of Commons lead: the configured one, and the one that everybody pastes."""
    return {Site.COMMONS.host, "commons.wikimedia.org"}


class PictureForm(forms.Form):
    """Names a file of Commons."""

    name = forms.CharField(
        label=_("File on Commons"),
        max_length=1000,
        help_text=_(
            "Its name, such as Scanner.jpg or File:Scanner.jpg, or the address of its page on Commons."
        ),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_name(self):
        try:
            return file_meant(self.cleaned_data["name"], hosts=commons_hosts())
        except OtherSite as error:
            raise forms.ValidationError(
                _("That is an address on “%(there)s”. Pictures come from Wikimedia Commons only."),
                code="other-site",
                params={"there": error.args[0]},
            ) from error
        except NotAFile as error:
            raise forms.ValidationError(
                _("That is no name of a file, such as Scanner.jpg: it must end like one."), code="no-file"
            ) from error


class PlaceForm(forms.Form):
    """Where a picture goes, and what stands below it; or that it goes off the list."""

    what = forms.ChoiceField(choices=[("place", _("Put into the text")), ("remove", _("Take off the list"))])
    section = forms.ChoiceField(
        label=_("Section"), choices=[(key.value, key.label) for key in FORM_KEYS], required=False
    )
    caption = forms.CharField(
        label=_("Caption"),
        max_length=300,
        required=False,
        help_text=_("What is to be seen on it, in plain words."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_caption(self):
        caption = " ".join(self.cleaned_data["caption"].split())
        if _MARKUP.search(caption):
            raise forms.ValidationError(
                _("A caption is plain words: no brackets, braces or bars."), code="markup"
            )
        if _INSTRUCTION.match(caption):
            raise forms.ValidationError(
                _("The wiki takes that for an instruction about the picture: say it in other words."),
                code="instruction",
            )
        return caption

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") == "place" and not cleaned.get("section") and "section" not in self.errors:
            self.add_error("section", forms.ValidationError(_("Choose a section."), code="required"))
        return cleaned
