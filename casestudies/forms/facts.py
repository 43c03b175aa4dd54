# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of facts asks, and which known figures to take."""

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.facts import FACTS, digest_of
from casestudies.facts import Kind, Media, Outcome, Programme, Tool
from casestudies.models import CaseStudy
from casestudies.prefill import facts_of
from interface.fields import LineField, WebAddressField
from outreach.models import Contributor
from partnerships.models import Mou

FIRST_YEAR = 2001  # of Wikipedia
MOST_PEOPLE = 50
LOOKED_UP = 10


def people_named(user, words: str):
    """The first accounts of the directory that a search box finds; none without words."""
    words = words.replace("_", " ").strip()[:100]
    if not words:
        return Contributor.objects.none()
    return (
        Contributor.objects.visible_to(user)
        .filter(username__icontains=words)
        .order_by("username")[:LOOKED_UP]
    )


def _several(label, choices, help_text="") -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "choices--many"})
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=widget, help_text=help_text
    )


class FactsForm(forms.Form):
    """What a case study was, so that it is found and compared. Who took part is looked up beside the form."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("not said")), *Kind.choices])
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("not said")), *Outcome.choices]
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=FIRST_YEAR, help_text=_("When it was done, or begun.")
    )
    mou = forms.ModelChoiceField(
        Mou.objects.none(),
        label=_("Agreement"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its title is shown only to those who may see the agreement."),
    )
    campaign = LineField(label=_("Campaign"), max_length=200, required=False)
    campaign_url = WebAddressField(
        label=_("Page of the campaign"),
        required=False,
        validators=[
            URLValidator(schemes=["https"], message=_("Enter a web address that begins with https://."))
        ],
    )
    programmes = _several(_("Programmes"), Programme.choices)
    tools = _several(_("Tools"), Tool.choices)
    media = _several(_("Media"), Media.choices)
    contributors = forms.ModelMultipleChoiceField(
        Contributor.objects.none(), label=_("People who took part"), required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, user, case_study: CaseStudy, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].max_value = timezone.localdate().year + 1
        self.fields["contributors"].queryset = Contributor.objects.visible_to(user)
        agreements = Mou.objects.visible_to(user).filter(partnership=case_study.partnership_id)
        self.fields["mou"].queryset = agreements.order_by("-drafted_at")
        is_hidden = case_study.mou_id and not agreements.filter(pk=case_study.mou_id).exists()
        if case_study.partnership_id is None or is_hidden:
            # What one may not see stays as it is, and is not named.
            del self.fields["mou"]

    def clean_year(self):
        year, latest = self.cleaned_data["year"], self.fields["year"].max_value
        if year and year > latest:
            raise forms.ValidationError(
                _("Enter a year up to %(latest)s."), code="year", params={"latest": latest}
            )
        return year

    def clean_contributors(self):
        people = self.cleaned_data["contributors"]
        if len(people) > MOST_PEOPLE:
            raise forms.ValidationError(
                _("Name at most %(most)s people."), code="too-many", params={"most": MOST_PEOPLE}
            )
        return people

    def clean(self):
        if self.cleaned_data.get("campaign_url") and not self.cleaned_data.get("campaign"):
            self.add_error("campaign", forms.ValidationError(_("Give the campaign a name."), code="no-name"))
        return self.cleaned_data


def said(case_study: CaseStudy, *, user) -> dict:
    """The facts as they stand as initial values; what its partnership knows stands where nothing is said yet."""
    stand = {name: getattr(case_study, name) for name in FACTS} | {"mou": case_study.mou_id}
    shown = Contributor.objects.visible_to(user).filter(pk__in=case_study.contributors.values("pk"))
    stand |= {"contributors": list(shown.values_list("pk", flat=True)), "seen": digest_of(case_study)}
    if case_study.facts_checked_at is None and case_study.partnership:
        known = facts_of(case_study.partnership, reader=user)
        stand["year"] = stand["year"] or known["year"]
        stand["mou"] = stand["mou"] or (known["mou"].pk if known["mou"] else None)
    return stand


class FiguresForm(forms.Form):
    """Which of the figures that the platform knows go into the case study."""

    figure = forms.MultipleChoiceField(
        label=_("Figures"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one."),
            "invalid_choice": _("Choose among those shown."),
        },
    )

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [(figure.key, figure.told) for figure in known]
