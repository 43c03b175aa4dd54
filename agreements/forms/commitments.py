# SPDX-License-Identifier: GPL-3.0-or-later
"""What a commitment asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DayField, FormKey, LineField
from partnerships.models import Commitment


class CommitmentForm(forms.Form):
    """Asks for one promise."""

    form_key = FormKey()
    party = forms.ChoiceField(label=_("Whose"), choices=Commitment.Party.choices)
    what = LineField(label=_("What"), max_length=500)
    due_on = DayField(label=_("Due on"), required=False)


class SettleForm(forms.Form):
    """The answer of the two buttons beside a commitment."""

    kept = forms.TypedChoiceField(
        label=_("Kept"),
        choices=[("yes", _("kept")), ("no", _("not kept"))],
        coerce=lambda answer: answer == "yes",
    )
