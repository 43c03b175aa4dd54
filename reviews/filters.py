# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows the list of case studies in review; the address holds it all, and nonsense is shrugged at."""

from django import forms
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from reviews.models import Review

MINE, UNASSIGNED = "mine", "unassigned"


class QueueFilter(forms.Form):
    """Whose, in which state, of which country, with which words."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    whose = forms.ChoiceField(
        label=_("Reviewer"),
        required=False,
        choices=[("", _("all")), (MINE, _("mine")), (UNASSIGNED, _("nobody yet"))],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("waiting for a review")),
            (CaseStudy.State.CHANGES.value, CaseStudy.State.CHANGES.label),
            (CaseStudy.State.ACCEPTED.value, CaseStudy.State.ACCEPTED.label),
        ],
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("all countries")), *country_choices()],
        widget=QuickSelect,
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user
        self.is_valid()  # a field that does not validate simply does not narrow

    @property
    def chosen(self) -> dict:
        """What narrows the list, field by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, case_studies):
        """Narrow, and put what has waited longest first."""
        chosen = self.chosen
        state = chosen.get("state", CaseStudy.State.FILED)
        found = case_studies.filter(state=state).search(chosen.get("q", ""))
        if state == CaseStudy.State.FILED:
            # One whose page is gone was let through before: it waits for its author.
            found = found.filter(edition__gone_at=None)
        if "country" in chosen:
            found = found.filter(country=chosen["country"])
        reviews = Review.objects.filter(case_study=OuterRef("pk"))
        if chosen.get("whose") == MINE:
            found = found.filter(
                Exists(reviews.exclude(state=Review.State.LET_GO).filter(reviewer=self.user.pk))
            )
        elif chosen.get("whose") == UNASSIGNED:
            found = found.exclude(Exists(reviews.waiting()))
        return found.order_by(F("filed_at").asc(nulls_last=True), "pk")
