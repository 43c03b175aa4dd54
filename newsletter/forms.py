# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what a report's name stands for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface import words
from newsletter.models.names import AreaClasses
from partnerships.countries import country_choices

KOSOVO = "XK"  # CLDR knows it, ISO 3166 does not


def all_countries() -> list[tuple[str, str]]:
    """The countries a report may be about."""
    return sorted([*country_choices(), (KOSOVO, words.country(KOSOVO))], key=lambda pair: pair[1])


class MapNameForm(forms.Form):
    """Shape only: what goes together, the action knows. An empty version means that nobody had said anything."""

    name = forms.CharField(max_length=255, widget=forms.HiddenInput)
    area_class = forms.ChoiceField(
        label=_("It is about"),
        choices=[choice for choice in AreaClasses.choices if choice[0] != AreaClasses.UNKNOWN],
    )
    countries = forms.MultipleChoiceField(
        label=_("Country or countries"),
        required=False,
        choices=all_countries,
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    label = forms.CharField(
        label=_("Name of the region or theme"),
        required=False,
        max_length=100,
        help_text=_("As it should stand in lists, such as “Nordic countries” or “Wikidata”."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
