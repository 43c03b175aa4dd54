# SPDX-License-Identifier: GPL-3.0-or-later
"""What adding and correcting an institution asks."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.forms.fields import FormKey, LineField, Version, WebAddressField
from partnerships.forms.names import NamesField
from partnerships.models import Institution

_ITEM = re.compile(
    r"(?:https?://)?(?:(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(q[1-9]\d{0,15})(?:[?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_STEP = Decimal("0.00001")  # about a metre


class CoordinateField(forms.DecimalField):
    """Degrees within ±limit, rounded to the five decimals that are kept."""

    def __init__(self, limit: int, **kwargs):
        super().__init__(
            required=False, min_value=-limit, max_value=limit, max_digits=8, decimal_places=5, **kwargs
        )
        self.limit = limit
        self.widget.attrs |= {"step": "any", "min": -limit, "max": limit}

    def to_python(self, value):
        degrees = super().to_python(value)
        if degrees is None or not degrees.is_finite() or abs(degrees) > self.limit:
            return degrees
        return degrees.quantize(_STEP, rounding=ROUND_HALF_UP)


class WikidataItemField(LineField):
    """“Q42” or the item's address; answers “Q42”, or None."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        match = _ITEM.fullmatch(text)
        if not match:
            raise ValidationError(
                _("An item looks like Q42 or https://www.wikidata.org/wiki/Q42."), code="no-item"
            )
        return match[1].upper()


class InstitutionForm(forms.Form):
    """The facts of an institution."""

    name = LineField(label=_("Name"), max_length=300, help_text=_("As the institution itself writes it."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("choose")), *Institution.Kind.choices])
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", _("choose")), *country_choices()], widget=QuickSelect
    )
    place = LineField(label=_("Town or place"), max_length=200, required=False)
    names = NamesField(
        label=_("Names in other languages"),
        required=False,
        max_length=50_000,
        help_text=_("One a line: language code, colon, name. For example “de: Museum der Beispiele”."),
    )
    website = WebAddressField(label=_("Website"), required=False)
    wikidata_item = WikidataItemField(
        label=_("Wikidata item"),
        required=False,
        max_length=200,
        help_text=_("Q42, or the address of the item. It keeps the institution from being added twice."),
    )
    latitude = CoordinateField(90, label=_("Latitude"), help_text=_("Degrees, such as 48.86061."))
    longitude = CoordinateField(180, label=_("Longitude"), help_text=_("Degrees, such as 2.33764."))

    def clean(self):
        facts = super().clean()
        for given, missing in (("latitude", "longitude"), ("longitude", "latitude")):
            is_lone = facts.get(given) is not None and facts.get(missing) is None
            if is_lone and missing not in self.errors:
                self.add_error(missing, _("Give both latitude and longitude, or neither."))
        return facts


class AddInstitutionForm(InstitutionForm):
    form_key = FormKey()


class CorrectInstitutionForm(InstitutionForm):
    version = Version()
