# SPDX-License-Identifier: GPL-3.0-or-later
"""What making, keeping and settling a commitment asks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.fields import DayField, FormKey, LineField, LongTextField, Version, WebAddressField
from partnerships.models import Advocate, Commitment
from teamwork.forms.fields import PersonField

_CEILING = 1_000_000_000


class AmountField(forms.DecimalField):
    """A number with at most two decimals."""

    def __init__(self, **kwargs):
        super().__init__(**({"max_digits": 12, "decimal_places": 2, "max_value": _CEILING} | kwargs))


class PeopleForm(forms.Form):
    """Who sees to a commitment, on either side; a choice that is not given is not asked for."""

    user = PersonField(
        label=_("Who sees to it with us"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    advocate = forms.ModelChoiceField(
        label=_("Advocate at the institution"),
        queryset=Advocate.objects.none(),
        required=False,
        empty_label=_("nobody by name"),
    )

    def __init__(self, *args, users=None, advocates=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, people in (("user", users), ("advocate", advocates)):
            if people is None:
                del self.fields[name]
            else:
                self.fields[name].queryset = people


class PromiseForm(PeopleForm):
    """The words of one promise."""

    party = forms.ChoiceField(label=_("Whose"), choices=Commitment.Party.choices)
    what = LineField(label=_("What"), max_length=500)
    quantity = AmountField(
        label=_("How much"), required=False, help_text=_("If it can be counted: 1000. Progress then adds up.")
    )
    unit = LineField(label=_("Of what"), max_length=60, required=False, help_text=_("For example: images."))
    due_on = DayField(label=_("Due on"), required=False)
    recurrence = forms.ChoiceField(
        label=_("Comes again"), choices=Commitment.Recurrence.choices, required=False, initial=""
    )
    field_order = ["form_key", "version", "party", "what", "quantity", "unit", "due_on", "recurrence"]


class CommitmentForm(PromiseForm):
    """Asks for one promise."""

    form_key = FormKey()


class CorrectCommitmentForm(PromiseForm):
    """Asks again, while the agreement is a draft."""

    version = Version()


class AssignForm(PeopleForm):
    """Asks who sees to what was promised in a signed agreement."""

    version = Version()


class ProgressForm(forms.Form):
    """Asks what was done, when, and where it can be seen."""

    form_key = FormKey()
    done_on = DayField(label=_("Done on"), initial=timezone.localdate)
    quantity = AmountField(
        label=_("How much"), required=False, help_text=_("A number with a minus takes back what was wrong.")
    )
    note = LineField(label=_("Note"), max_length=500, required=False)
    evidence = WebAddressField(
        label=_("Evidence"), required=False, help_text=_("A web address where it can be seen.")
    )

    def __init__(self, *args, commitment: Commitment, **kwargs):
        super().__init__(*args, **kwargs)
        if commitment.quantity is None:
            del self.fields["quantity"]
        else:
            self.fields["quantity"].label = _("How much (%(unit)s)") % {"unit": commitment.unit}


class SettleForm(forms.Form):
    """Asks how a commitment ended."""

    version = Version()
    state = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("kept", _("kept")), ("partly", _("partly kept")), ("lapsed", _("lapsed"))],
    )
    reason = LongTextField(label=_("In words"), max_length=2000, rows=2, required=False)


class WaiveForm(forms.Form):
    """Asks why nobody insists on a commitment."""

    version = Version()
    reason = LongTextField(label=_("Why it is waived"), max_length=2000, rows=2)


class ReopenForm(forms.Form):
    """Asks why a settled commitment is open after all."""

    version = Version()
    reason = LongTextField(label=_("Why it is open again"), max_length=2000, rows=2)


class RemoveForm(forms.Form):
    """The one button that strikes a promise from a draft."""

    version = Version()
