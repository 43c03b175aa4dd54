# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of commitments over all agreements: at first those somebody waits for, by their day."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from partnerships.models import Commitment, Mou

NEAR_DAYS = 30
STATES = {
    "running": _("to be kept"),
    "partly": _("partly kept"),
    "kept": _("kept"),
    "lapsed": _("lapsed"),
    "waived": _("waived"),
    "draft": _("in drafts"),
    "all": _("all"),
}
DUE = {"overdue": _("overdue"), "near": _("in the next 30 days")}


def _affiliates(request):
    """Those whose agreements the reader may see: a choice must not tell of others."""
    return Affiliate.objects.filter(scope(request.user, "mou.see", affiliate="pk", is_open=Q()))


class CommitmentFilter(django_filters.FilterSet):
    """Narrows commitments; give it `request`, whose user looks. What is due first comes first."""

    q = django_filters.CharFilter(label=_("Institution"), method="by_institution", max_length=200)
    affiliate = django_filters.ModelChoiceFilter(
        label=_("Affiliate"),
        field_name="mou__partnership__affiliate",
        queryset=_affiliates,
        empty_label=_("any"),
    )
    party = django_filters.ChoiceFilter(
        label=_("Whose"), choices=Commitment.Party.choices, empty_label=_("anybody's")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=list(STATES.items()), method="by_state", empty_label=None
    )
    due = django_filters.ChoiceFilter(
        label=_("Due"), choices=list(DUE.items()), method="by_day", empty_label=_("any time")
    )
    mine = django_filters.BooleanFilter(
        label=_("Only what I see to"), method="only_mine", widget=forms.CheckboxInput
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    @property
    def chosen_state(self) -> str:
        """The state that is asked for: what is to be kept, when nothing or nonsense is."""
        wanted = self.data.get("state") if self.data else None
        return wanted if wanted in STATES else "running"

    @property
    def qs(self):
        """The narrowed rows; a state is always chosen."""
        return _in_state(super().qs, self.chosen_state)

    def by_state(self, commitments, _name, _state):
        """Already done by `qs`, which has one where the address has none."""
        return commitments

    def by_institution(self, commitments, _name, text):
        return commitments.filter(mou__partnership__institution__name__icontains=text)

    def by_day(self, commitments, _name, due):
        today = timezone.localdate()
        if due == "overdue":
            return commitments.overdue(on=today)
        return commitments.open().filter(due_on__range=(today, today + timedelta(days=NEAR_DAYS)))

    def only_mine(self, commitments, _name, value):
        return commitments.filter(user=self.request.user) if value else commitments


def _in_state(commitments, state: str):
    if state == "running":
        return commitments.running()
    if state == "draft":
        return commitments.open().filter(mou__state=Mou.State.DRAFT)
    return commitments if state == "all" else commitments.filter(state=state)
