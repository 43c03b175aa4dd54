# SPDX-License-Identifier: GPL-3.0-or-later
"""What filing asks: the licence of the text, and what it says of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy


class FilingForm(forms.Form):
    """Asked on the page that looks it over, of the version that this page showed: saving must not wait for it."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    licence = forms.BooleanField(
        label=_("I publish this text under the licence CC BY-SA 4.0."),
        error_messages={
            "required": _("Agree to the licence before you file it: the wiki takes no text without.")
        },
    )
    people_named = forms.ChoiceField(
        label=_("What does the text say of people?"),
        choices=CaseStudy.People.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what the text says of people before you file it.")},
    )


def declared(case_study: CaseStudy) -> dict:
    """What was said at an earlier filing, as initial values of a `FilingForm`."""
    return {"licence": case_study.licence_agreed_at is not None, "people_named": case_study.people_named}
