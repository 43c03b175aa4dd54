# SPDX-License-Identifier: GPL-3.0-or-later
"""What suggesting, answering and joining suggestions ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.models import Suggestion
from interface.fields import FormKey, LineField, WebAddressField
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.forms.institutions import UnprintedCheckbox, WikidataItemField


class SuggestForm(forms.Form):
    """An institution somebody wishes that we worked with."""

    name = LineField(label=_("Name"), max_length=300)
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", _("choose")), *country_choices()], widget=QuickSelect
    )
    place = LineField(label=_("Town or place"), max_length=200, required=False)
    website = WebAddressField(label=_("Website"), required=False)
    wikidata_item = WikidataItemField(
        label=_("Wikidata item"), required=False, max_length=200, help_text=_("Q42, or the item's address.")
    )
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("What they hold, who there is open to it."),
    )
    is_another = forms.BooleanField(required=False, widget=UnprintedCheckbox)
    form_key = FormKey()


class SuggestionFilter(forms.Form):
    """Narrows suggestions by country and state; open ones unless another state is chosen."""

    country = forms.ChoiceField(label=_("Country"), required=False, widget=QuickSelect)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*Suggestion.State.choices, ("any", _("any"))]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("any")), *country_choices()]

    def apply(self, suggestions):
        self.full_clean()
        state = self.cleaned_data.get("state") or Suggestion.State.OPEN
        if state != "any":
            suggestions = suggestions.filter(state=state)
        if self.cleaned_data.get("country"):
            suggestions = suggestions.filter(country=self.cleaned_data["country"])
        return suggestions


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("Why not?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Whoever suggested it or voted for it will read it."),
    )


class JoinForm(forms.Form):
    """Which suggestion this one is the same as."""

    target = forms.TypedChoiceField(label=_("The same as"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(each.pk, str(each)) for each in others]
