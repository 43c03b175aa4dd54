# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map shows, and from how near; nonsense in the address is shrugged at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.forms import QuickSelect
from interface.pointmap import DEEPEST
from partnerships.countries import country_choices
from partnerships.models import Institution
from partnerships.stages import Phase


class MapForm(forms.Form):
    """Narrows what the map shows. `zoom`, `latitude` and `longitude` say where one looks."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("all institutions")), ("partnerships", _("those with a partnership"))],
    )
    phase = forms.ChoiceField(
        label=_("Phase"), required=False, choices=[("", _("any open one")), *Phase.choices]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all kinds")), *Institution.Kind.choices]
    )
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("all sectors")), *Institution.Sector.choices]
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("all countries")), *country_choices()],
        widget=QuickSelect,
    )
    zoom = forms.IntegerField(required=False, min_value=0, max_value=DEEPEST, widget=forms.HiddenInput)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    @property
    def chosen(self) -> dict:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def look(self) -> dict:
        """{"zoom", "latitude", "longitude"} of what is shown; the whole world if nothing is said."""
        chosen = self.chosen
        if not {"zoom", "latitude", "longitude"} <= chosen.keys():
            return {"zoom": 0, "latitude": 0.0, "longitude": 0.0}
        return {name: chosen[name] for name in ("zoom", "latitude", "longitude")}
