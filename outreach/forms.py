# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about the mirror: whether to sync now, which claims hold, whether somebody is to be left out."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from interface.fields import LineField
from outreach.models import Claim
from outreach.wiki.entities import is_item

MOST_AT_ONCE = 200


class StartForm(forms.Form):
    """Asks for a sync, once however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Numbers(forms.MultipleChoiceField):
    """Any numbers of rows; whether they may be had is for the query to say."""

    def valid_value(self, value):
        return str(value).isascii() and str(value).isdigit() and len(str(value)) < 19

    def clean(self, value):
        chosen = super().clean(value)
        if len(chosen) > MOST_AT_ONCE:
            raise ValidationError(_("So many at once cannot be decided."), code="too-many")
        return [int(each) for each in chosen]


class DecideForm(forms.Form):
    """Asks which claims hold; of an affiliation, whose or which institution's it is."""

    claims = Numbers(label=_("Claims"), error_messages={"required": _("Tick the claims that you decide on.")})
    state = forms.ChoiceField(label=_("Decision"), choices=Claim.State.choices)
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.all(),
        label=_("Affiliate"),
        required=False,
        empty_label=_("none"),
        help_text=_("Goes with the affiliations among the claims that you confirm."),
    )
    item = LineField(
        label=_("Wikidata item of the institution"),
        required=False,
        max_length=20,
        help_text=_("Such as Q42."),
    )

    def clean_item(self):
        item = self.cleaned_data["item"].upper()
        if item and not is_item(item):
            raise ValidationError(_("An item looks like Q42."), code="no-item")
        return item


class RemoveMeForm(forms.Form):
    """Asks whether they mean it."""

    sure = forms.BooleanField(
        label=_("Delete what is kept of me, and leave me out of every list from now on"),
    )
