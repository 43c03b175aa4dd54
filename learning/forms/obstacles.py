# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about obstacles, and what narrows the index of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.models import SectionKey
from interface.fields import FormKey, LongTextField, Version
from interface.forms import QuickSelect
from learning.models import Obstacle
from learning.themes import Theme
from partnerships.countries import country_choices
from partnerships.models import Institution

LONGEST = 1_000


class ObstacleForm(forms.Form):
    """Asks what stood in the way, and what helped."""

    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("choose one")), *Theme.choices])
    met = LongTextField(
        label=_("What stood in the way"), rows=3, max_length=LONGEST, help_text=_("In a sentence or two.")
    )
    helped = LongTextField(
        label=_("What helped"),
        rows=3,
        max_length=LONGEST,
        required=False,
        help_text=_("Leave it empty if nothing did: that is worth knowing too."),
    )
    section = forms.ChoiceField(
        label=_("Where in the text"), required=False, choices=[("", _("not said")), *SectionKey.choices]
    )


class NoteForm(ObstacleForm):
    """Adds one."""

    form_key = FormKey()


class DecideForm(ObstacleForm):
    """Confirms one, in these words or in others."""

    version = Version()


class RejectForm(forms.Form):
    """Says that it is none."""

    version = Version()


class ObstacleFilter(forms.Form):
    """Narrows the index; nonsense is shrugged at."""

    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("all themes")), *Theme.choices]
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("all countries")), *country_choices()],
        widget=QuickSelect,
    )
    kind = forms.ChoiceField(
        label=_("Kind of institution"),
        required=False,
        choices=[("", _("all kinds")), *Institution.Kind.choices],
    )
    said = forms.ChoiceField(
        label=_("Said by"),
        required=False,
        choices=[("", _("people and machine")), (Obstacle.State.CONFIRMED.value, _("people only"))],
    )

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()  # a field that does not validate simply does not narrow

    @property
    def chosen(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, obstacles, *, but: str = ""):
        """Those that match all that is chosen `but` for one field."""
        paths = {
            "theme": "theme",
            "country": "case_study__country",
            "kind": "case_study__institution__kind",
            "said": "state",
        }
        chosen = {paths[name]: value for name, value in self.chosen.items() if name != but}
        return obstacles.filter(**chosen)
