# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about what an affiliate thinks of an institution."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from institutions.models import Alignment, Dispute
from interface.fields import DayField, FormKey, LineField, LongTextField, Version


class AlignmentForm(forms.Form):
    """Asks how the missions fit. An empty version means that nobody had judged before."""

    level = forms.ChoiceField(label=_("How the missions fit"), choices=Alignment.Level.choices)
    reason = LongTextField(
        label=_("Why"),
        required=False,
        max_length=5000,
        help_text=_("What it exists for, who pays for it, what it wants from open knowledge."),
    )
    mitigations = LongTextField(
        label=_("What can help"),
        required=False,
        max_length=5000,
        help_text=_("For example: begin with one open collection; agree on independence in writing."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


def readers_in(affiliate_id: int):
    """Whoever may be told of the affiliate's disputes."""
    roles = Membership.objects.current().filter(affiliate=affiliate_id)
    return User.objects.filter(is_active=True, pk__in=roles.values("user")).order_by("wiki_username", "pk")


class DisputeForm(forms.Form):
    """Asks what the dispute is, and who must know of it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Dispute.Kind.choices)
    title = LineField(label=_("Title"), max_length=300)
    account = LongTextField(label=_("What happened"), required=False, rows=8)
    raised_on = DayField(label=_("Since"), initial=timezone.localdate)
    readers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who may read it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Besides you and the affiliate's administrators. Nobody else learns that it exists."),
    )

    def __init__(self, *args, affiliate_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = readers_in(affiliate_id)

    def clean_raised_on(self):
        return _not_ahead(self.cleaned_data["raised_on"])


class RaiseDisputeForm(DisputeForm):
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.none(), label=_("Affiliate"), empty_label=None, widget=forms.HiddenInput
    )
    form_key = FormKey()

    def __init__(self, *args, affiliate_id: int, **kwargs):
        super().__init__(*args, affiliate_id=affiliate_id, **kwargs)
        self.fields["affiliate"].queryset = Affiliate.objects.filter(pk=affiliate_id)
        self.fields["affiliate"].initial = affiliate_id


class CorrectDisputeForm(DisputeForm):
    version = Version()


class SettleDisputeForm(forms.Form):
    """Asks how it ended."""

    outcome = LongTextField(label=_("How it ended"))
    settled_on = DayField(label=_("On"), initial=timezone.localdate)
    version = Version()

    def clean_settled_on(self):
        return _not_ahead(self.cleaned_data["settled_on"])


def _not_ahead(day):
    if day > timezone.localdate():
        raise ValidationError(_("This day lies in the future."), code="future")
    return day
