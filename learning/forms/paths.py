# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions on the way to a first partnership, and of those who help."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.languages import LANGUAGES
from interface.fields import LongTextField
from interface.forms import QuickSelect
from learning.steps import STEPS
from partnerships.countries import country_choices
from partnerships.models import Institution


class WishForm(forms.Form):
    """Asks where, and with what kind of institution; both may stay open."""

    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("not said")), *country_choices()],
        widget=QuickSelect,
    )
    institution_kind = forms.ChoiceField(
        label=_("Kind of institution"),
        required=False,
        choices=[("", _("any kind")), *Institution.Kind.choices],
    )


class StepForm(forms.Form):
    """Asks whether a step is done."""

    step = forms.ChoiceField(choices=[(step.code, step.title) for step in STEPS])
    done = forms.BooleanField(required=False)


class ChoiceForm(forms.Form):
    """Asks for an institution, or for none."""

    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Institution"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.visible_to(user)


class AskForm(forms.Form):
    """Asks somebody to be one's mentor."""

    message = LongTextField(
        label=_("What you would like help with"),
        rows=4,
        max_length=1_000,
        required=False,
        help_text=_(
            "A few sentences. Only the two of you read them; they are deleted when the mentoring ends."
        ),
    )


class AnswerForm(forms.Form):
    """Asks for yes or no."""

    answer = forms.ChoiceField(choices=[("accept", _("accept")), ("decline", _("decline"))])


class OfferForm(forms.Form):
    """Asks how somebody would help newcomers."""

    countries = forms.MultipleChoiceField(
        label=_("Countries"),
        required=False,
        choices=lambda: list(country_choices()),
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("None: every country."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of institutions"),
        required=False,
        choices=Institution.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: every kind."),
    )
    at_once = forms.IntegerField(label=_("How many at once"), min_value=1, max_value=10, initial=1)
