# SPDX-License-Identifier: GPL-3.0-or-later
"""Which institution a case study is about, and whether a guess of that is right."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import Guess
from partnerships.models import Institution

LOOKED_UP = 10


def institutions_named(user, words: str):
    """The first institutions a search box finds; none without words."""
    words = words.strip()[:200]
    if not words:
        return Institution.objects.none()
    return Institution.objects.visible_to(user).search(words).defer("search", "name_key")[:LOOKED_UP]


class LinkForm(forms.Form):
    """The institution chosen among what a search found; empty takes the link away."""

    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Institution"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.visible_to(user)

    def clean_institution(self):
        if "institution" not in self.data:  # nothing was asked, which is not the same as "no institution"
            raise forms.ValidationError(_("Choose an institution, or none."), code="required")
        return self.cleaned_data["institution"]


class DecisionForm(forms.Form):
    """Whether a guess is right."""

    decision = forms.ChoiceField(choices=[("confirm", _("It is so")), ("reject", _("It is not"))])

    @property
    def is_confirmed(self) -> bool:
        return self.cleaned_data["decision"] == "confirm"


class DecisionsForm(DecisionForm):
    """The same of several, as they stand on one page of the list."""

    guess = forms.ModelMultipleChoiceField(
        Guess.objects.none(),
        error_messages={"required": _("Choose at least one."), "invalid_list": _("Choose at least one.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["guess"].queryset = Guess.objects.visible_to(user)
