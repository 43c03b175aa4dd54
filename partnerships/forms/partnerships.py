# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about a partnership: opening it, planning its next step, correcting what is written."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from accounts.permissions import affiliate_ids
from interface.fields import DayInput, FormKey, LineField, LongTextField, Version
from partnerships.errors import PublicAndConfidential
from partnerships.models import Partnership, Pipeline
from partnerships.permissions import steerers_of

WHAT_IS_CONFIDENTIAL = _(
    "Only the affiliates that lead it know of it. The foundation's staff and everybody else are told at most how many "
    "there are, and not when they are fewer than five."
)


def possible_leads(affiliates: set[int]):
    """Coordinators and administrators of the affiliates."""
    steering = Membership.objects.current().filter(
        affiliate__in=affiliates, role__in=[Membership.Role.COORDINATOR, Membership.Role.ADMIN]
    )
    return User.objects.filter(is_active=True, pk__in=steering.values("user")).order_by("wiki_username", "pk")


class PlanForm(forms.Form):
    """Asks what is done next, and on which day; both empty means nothing is planned."""

    belong_together = [("next_step", "next_step_on")]

    next_step = LineField(label=_("Next step"), required=False, max_length=300)
    next_step_on = forms.DateField(label=_("On"), required=False, widget=DayInput)

    def clean(self):
        answers = super().clean()
        if answers.get("next_step_on") and not answers.get("next_step") and "next_step" not in self.errors:
            self.add_error("next_step", _("Say what is to be done on that day."))
        return answers


class NextStepForm(PlanForm):
    """Asks for the next step of a partnership that is open already."""

    version = Version()


class CorrectPartnershipForm(forms.Form):
    """Asks for everything written about a partnership but its stage and next step; `only` for a part of it."""

    belong_together = [("effort", "effort_note")]

    lead = forms.ModelChoiceField(label=_("Lead"), queryset=User.objects.none(), empty_label=None)
    origin = forms.ChoiceField(label=_("Who started it"), choices=Partnership.Origin.choices)
    effort = forms.ChoiceField(
        label=_("What the institution puts in"),
        required=False,
        choices=Partnership.Effort.choices,
        help_text=_("Of its own: a partnership that only we carry rarely lasts."),
    )
    effort_note = LineField(
        label=_("In words"),
        required=False,
        max_length=300,
        help_text=_("Such as: one archivist, half a day a week."),
    )
    expected_works = forms.IntegerField(
        label=_("Works it may open"),
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("A guess is enough: images, recordings, records."),
    )
    summary = LongTextField(
        label=_("Summary"), required=False, help_text=_("Shown to whoever sees the partnership.")
    )
    notes = LongTextField(
        label=_("Internal notes"), required=False, help_text=_("For the affiliates that lead it only.")
    )
    is_public = forms.BooleanField(
        label=_("Show this partnership to the public"),
        required=False,
        help_text=_("Everybody then sees the institution, the stage and the summary; nothing else."),
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"), required=False, help_text=WHAT_IS_CONFIDENTIAL
    )
    version = Version()

    def __init__(self, *args, partnership: Partnership, only: Iterable[str] = (), **kwargs):
        super().__init__(*args, **kwargs)
        if only:
            for name in self.fields.keys() - {*only, "version"}:
                del self.fields[name]
        if "lead" in self.fields:
            # A lead who has left the affiliate stays until somebody chooses another.
            choices = Q(pk__in=steerers_of(partnership).values("pk")) | Q(pk=partnership.lead_id)
            self.fields["lead"].queryset = User.objects.filter(choices).order_by("wiki_username", "pk")

    def clean(self):
        answers = super().clean()
        if answers.get("is_public") and answers.get("is_confidential"):
            self.add_error("is_confidential", PublicAndConfidential())
        return answers


class RemovePartnershipForm(forms.Form):
    """Asks why a partnership is taken out of sight."""

    reason = LongTextField(
        label=_("Why"),
        rows=3,
        max_length=2000,
        help_text=_("Read by your affiliate, beside the removed partnership."),
    )
    version = Version()


class PipelineField(forms.ModelChoiceField):
    """Which of an affiliate's pipelines; worth asking only where one of them has several."""

    def __init__(self, affiliates: set[int]):
        in_use = Pipeline.objects.in_use().filter(affiliate__in=affiliates).select_related("affiliate")
        super().__init__(
            in_use.order_by("affiliate__name", "pk"),
            label=_("Pipeline"),
            required=False,
            empty_label=_("the affiliate's first"),
        )
        owners = [pipeline.affiliate_id for pipeline in in_use]
        self.has_choice = len(owners) > len(set(owners))
        self._names_affiliate = len(set(owners)) > 1

    def label_from_instance(self, pipeline):
        return f"{pipeline} ({pipeline.affiliate})" if self._names_affiliate else str(pipeline)


class OpenPartnershipForm(PlanForm):
    """Asks for the beginning of a partnership between an institution and one of the reader's affiliates."""

    field_order = [
        "affiliate",
        "pipeline",
        "lead",
        "origin",
        "summary",
        "next_step",
        "next_step_on",
        "is_confidential",
    ]

    affiliate = forms.ModelChoiceField(
        label=_("Affiliate"), queryset=Affiliate.objects.none(), empty_label=None
    )
    lead = forms.ModelChoiceField(label=_("Lead"), queryset=User.objects.none(), empty_label=None)
    origin = forms.ChoiceField(
        label=_("Who started it"), choices=Partnership.Origin.choices, initial=Partnership.Origin.AFFILIATE
    )
    summary = LongTextField(
        label=_("Summary"),
        required=False,
        rows=4,
        help_text=_("Why this institution and the movement need each other. Shown to whoever sees it."),
    )
    is_confidential = forms.BooleanField(
        label=_("Confidential"), required=False, help_text=WHAT_IS_CONFIDENTIAL
    )
    form_key = FormKey()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = affiliate_ids(user, "partnership.open")
        self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=allowed)
        self.fields["lead"].queryset = possible_leads(allowed)
        self.fields["lead"].initial = user.pk
        choice = PipelineField(allowed)
        if choice.has_choice:
            self.fields["pipeline"] = choice
            self.order_fields(self.field_order)
