# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about the mirror: whether to sync now, and which contributors to show."""

import uuid

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from outreach.models import Contribution


class StartForm(forms.Form):
    """Asks for a sync, once however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ContributorFilter(forms.Form):
    """Narrows the list of contributors; shrugs at nonsense in the address."""

    q = forms.CharField(label=_("Username"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("What they did"), required=False, choices=[("", _("anything")), *Contribution.Role.choices]
    )

    def apply(self, contributors, work):
        """Those who have some of this `work` (contributions), of the role and by the part of a name asked for."""
        told = self.cleaned_data if self.is_valid() else {}
        work = work.filter(contributor=OuterRef("pk"))
        if role := told.get("role"):
            work = work.filter(role=role)
        if q := told.get("q"):
            contributors = contributors.filter(username__icontains=q)
        return contributors.filter(Exists(work))
