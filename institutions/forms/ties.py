# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about ties between institutions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import Tie
from interface.fields import DayField, FormKey
from partnerships.models import Institution


class TieForm(forms.Form):
    """Asks what the institution belongs to. The choices are what was searched for."""

    whole = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Which"), widget=forms.RadioSelect, empty_label=None
    )
    kind = forms.ChoiceField(label=_("How"), choices=Tie.Kind.choices, initial=Tie.Kind.PART)
    started_on = DayField(label=_("Since"), required=False)
    form_key = FormKey()

    def __init__(self, *args, user, found=(), **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["whole"]
        field.queryset = Institution.objects.visible_to(user)
        field.choices = [(each.pk, _described(each)) for each in found]
        field.error_messages["invalid_choice"] = _("Choose one of those found.")


def _described(institution: Institution) -> str:
    where = ", ".join(part for part in (institution.place, str(institution.country.name)) if part)
    return f"{institution} ({where})" if where else str(institution)


class EndTieForm(forms.Form):
    """Asks until when a tie held."""

    ended_on = DayField(label=_("Until"), initial=timezone.localdate)
