# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of duplicates, merges and removals ask."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import affiliate_ids
from institutions.actions.merges import CHOICES
from interface.fields import FormKey, LineField, Version
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.models import Partnership


class DuplicateFilter(forms.Form):
    """Narrows pairs by country, and to institutions one's affiliates work with. Shrugs at nonsense."""

    country = forms.ChoiceField(label=_("Country"), required=False, widget=QuickSelect)
    mine = forms.BooleanField(label=_("Only those my affiliates work with"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("any")), *country_choices()]

    def apply(self, pairs, user):
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("country"):
            pairs = pairs.filter(Q(first__country=chosen["country"]) | Q(second__country=chosen["country"]))
        if chosen.get("mine"):
            own = Partnership.objects.kept().filter(affiliate__in=affiliate_ids(user, "partnership.open"))
            ours = own.values("institution")
            pairs = pairs.filter(Q(first__in=ours) | Q(second__in=ours))
        return pairs


class FindForm(forms.Form):
    form_key = FormKey()


class TellApartForm(forms.Form):
    reason = LineField(
        label=_("Why are they two?"), required=False, max_length=300, help_text=_("Others will read it.")
    )


class MergeForm(forms.Form):
    """The versions that were seen, and for each field whose value stays."""

    form_key = FormKey()
    kept_version = Version()
    absorbed_version = Version()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for choice in CHOICES:
            self.fields[f"choice-{choice}"] = forms.ChoiceField(
                choices=[("kept", "kept"), ("absorbed", "absorbed")], required=False, label=choice
            )

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen so far, by choice."""
        values = {choice: self.data.get(f"choice-{choice}", "") for choice in CHOICES}
        return {choice: value for choice, value in values.items() if value in ("kept", "absorbed")}


class UndoForm(forms.Form):
    merge = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class RemoveForm(forms.Form):
    version = Version()
    reason = LineField(label=_("Why"), required=False, max_length=300)
