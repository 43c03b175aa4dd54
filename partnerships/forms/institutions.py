# SPDX-License-Identifier: GPL-3.0-or-later
"""What adding and correcting an institution asks."""

import re
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import unquote

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interface.fields import FormKey, LineField, Version, WebAddressField
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.forms.names import NamesField
from partnerships.models import Institution

_ITEM = re.compile(
    r"(?:https?://)?(?:(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(q[1-9]\d{0,15})(?:[?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_STEP = Decimal("0.00001")  # about a metre
_ROR = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{6}[0-9]{2})/?", re.IGNORECASE | re.ASCII)
_VIAF = re.compile(r"(?:https?://)?(?:(?:www\.)?viaf\.org/(?:[a-z]{2}/)?viaf/)?([1-9]\d{0,21})/?", re.ASCII)
_ISIL = re.compile(r"[A-Z0-9]{1,4}-[A-Z0-9/:-]{1,11}", re.IGNORECASE | re.ASCII)


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


class IdentifierField(LineField):
    """An identifier, or the address that ends in it; answers the identifier alone, or ""."""

    def __init__(self, shape: re.Pattern, *, example: str, **kwargs):
        super().__init__(required=False, max_length=200, help_text=example, **kwargs)
        self.shape, self.example = shape, example

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        match = self.shape.fullmatch(text)
        if not match:
            raise ValidationError(_("It looks otherwise: %(example)s"), params={"example": self.example})
        return match[match.lastindex or 0]


class CommonsCategoryField(LineField):
    """A category's name on Wikimedia Commons, without its namespace; an address of one is understood."""

    def clean(self, value):
        text = super().clean(value)
        text = unquote(re.sub(r"^https?://commons\.(m\.)?wikimedia\.org/wiki/", "", text)).replace("_", " ")
        name = re.sub(r"^category:\s*", "", text, flags=re.IGNORECASE).strip()
        if re.search(r"[#<>\[\]|{}\x00-\x1f\x7f\ufffd]", name):
            raise ValidationError(_("A category's name has none of # < > [ ] | { }."), code="no-category")
        if len(name.encode()) > 255:
            raise ValidationError(_("A category's name has at most 255 bytes."), code="no-category")
        return name


class UnprintedCheckbox(forms.CheckboxInput):
    """A tick that is asked in a place of its own on the page, with the list it speaks of."""

    input_type = "hidden"

    def render(self, name, value, attrs=None, renderer=None):
        return ""


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
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=Institution.Sector.choices,
        required=False,
        initial=Institution.Sector.CULTURE,
    )
    collection_domains = forms.MultipleChoiceField(
        label=_("What it collects"),
        choices=Institution.CollectionDomain.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    isil = IdentifierField(_ISIL, label=_("ISIL"), example=_("Such as DE-1a: country, hyphen, code."))
    viaf = IdentifierField(_VIAF, label=_("VIAF"), example=_("A number, or its address at viaf.org."))
    ror = IdentifierField(_ROR, label=_("ROR"), example=_("Such as 05dxps055, or its address at ror.org."))
    commons_category = CommonsCategoryField(
        label=_("Commons category"), required=False, max_length=1000, help_text=_("Without “Category:”.")
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

    # Said when another looks like this one; see _institution_alike.html.
    is_another = forms.BooleanField(required=False, widget=UnprintedCheckbox)

    def clean_isil(self):
        return self.cleaned_data["isil"].upper()[:3] + self.cleaned_data["isil"][3:]

    def clean_ror(self):
        return self.cleaned_data["ror"].lower()

    def clean_sector(self):
        return self.cleaned_data["sector"] or Institution.Sector.CULTURE


class AlikeForm(forms.Form):
    """What is typed so far, for a look at what is there already. Whatever makes no sense is left out."""

    name = LineField(required=False, max_length=300)
    country = forms.CharField(required=False, max_length=2)
    place = LineField(required=False, max_length=200)
    website = WebAddressField(required=False)
    wikidata_item = WikidataItemField(required=False, max_length=200)
    isil = IdentifierField(_ISIL, example="")
    viaf = IdentifierField(_VIAF, example="")
    ror = IdentifierField(_ROR, example="")
    latitude = CoordinateField(90)
    longitude = CoordinateField(180)

    def facts(self) -> dict:
        """What may be asked of `reports.duplicates.likely_duplicates`."""
        self.full_clean()
        facts = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "latitude" not in facts or "longitude" not in facts:
            facts.pop("latitude", None), facts.pop("longitude", None)
        return facts


class AddInstitutionForm(InstitutionForm):
    form_key = FormKey()


class CorrectInstitutionForm(InstitutionForm):
    version = Version()
