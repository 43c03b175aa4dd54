# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked about an institution's Wikidata item."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from institutions.parsing.fields import FIELDS, SHOWN_ONLY, columns
from institutions.parsing.items import Reading
from interface.fields import FormKey, Version
from partnerships.forms.institutions import AddInstitutionForm, WikidataItemField
from partnerships.models import Institution

_SALT = "institutions.reading"
_WEEK = 7 * 24 * 3600


class ReadingField(forms.CharField):
    """What Wikidata said when the form was opened, signed, so that saving needs no second look; else None."""

    def __init__(self):
        super().__init__(required=False, max_length=400_000, widget=forms.HiddenInput, label=_("Form"))

    def prepare_value(self, value):
        return (
            signing.dumps(value.as_json(), salt=_SALT, compress=True) if isinstance(value, Reading) else value
        )

    def clean(self, value):
        text = super().clean(value)
        try:
            return Reading.from_json(signing.loads(text, salt=_SALT, max_age=_WEEK)) if text else None
        except signing.BadSignature:
            return None


class ItemAddForm(AddInstitutionForm):
    """The form of an institution, filled in from its item; everything may be changed."""

    reading = ReadingField()


def initial_from(reading: Reading) -> dict:
    """What to fill `ItemAddForm` with."""
    initial: dict = {"kind": Institution.Kind.OTHER}
    for name in (each for each in FIELDS if each not in SHOWN_ONLY and each in reading.facts):
        initial |= columns(name, reading.facts[name].value)
    return initial | {"wikidata_item": reading.item, "reading": reading}


class ItemSearchForm(forms.Form):
    """A name, or an item's number or address; whatever is typed is a search."""

    q = forms.CharField(required=False)

    def words(self) -> str:
        """What to search for, without line breaks; "" for nothing."""
        self.full_clean()
        return " ".join(self.cleaned_data.get("q", "").replace("\0", " ").split())[:200]


def item_in(text: str) -> str | None:
    """“Q42” out of a number or an address; None where it is neither."""
    try:
        return WikidataItemField(required=False, max_length=200).clean(text[:300])
    except ValidationError:
        return None


class LinkForm(forms.Form):
    """Which item an institution is."""

    item = WikidataItemField(label=_("Wikidata item"), max_length=200, help_text=_("Q42, or its address."))
    version = Version()


class UnlinkForm(forms.Form):
    version = Version()


class FieldForm(forms.Form):
    """Whose value of one field stands from now on."""

    field = forms.ChoiceField(label=_("Field"), choices=[(each, each) for each in FIELDS])
    choice = forms.ChoiceField(
        label=_("Choice"),
        choices=[
            ("keep", _("Keep ours")),
            ("release", _("Let Wikidata fill it")),
            ("theirs", _("Take theirs")),
        ],
    )
    version = Version()


class RenewForm(forms.Form):
    form_key = FormKey()
