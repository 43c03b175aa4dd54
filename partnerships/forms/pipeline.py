# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about partnerships: opening, moving, planning, correcting."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from accounts.permissions import affiliate_ids
from partnerships.errors import ForeignStage
from partnerships.models import Partnership, Stage

LONGEST_TEXT = 20_000


def possible_leads(affiliates: set[int]):
    """Coordinators and administrators of the affiliates."""
    steering = Membership.objects.current().filter(
        affiliate__in=affiliates, role__in=[Membership.Role.COORDINATOR, Membership.Role.ADMIN]
    )
    return User.objects.filter(is_active=True, pk__in=steering.values("user")).order_by("wiki_username", "pk")


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class StageSelect(forms.Select):
    """Stages that cannot be reached from where the partnership stands are shown, but not to be chosen."""

    current: Stage | None = None

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        stage = getattr(value, "instance", None)
        if stage and self.current and not selected and not self.current.may_lead_to(stage):
            option["attrs"]["disabled"] = True
        return option


class MoveForm(forms.Form):
    """Asks where the partnership goes next, and why."""

    stage = forms.ModelChoiceField(
        label=_("Stage"), queryset=Stage.objects.none(), widget=StageSelect, empty_label=None
    )
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for pausing, declining and ending."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, partnership: Partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self._partnership = partnership
        field = self.fields["stage"]
        field.queryset = Stage.objects.filter(pipeline=partnership.pipeline_id)
        field.error_messages["invalid_choice"] = ForeignStage().message
        field.widget.current = partnership.stage
        if not self.is_bound and not self.initial.get("stage"):
            self.initial["stage"] = field.queryset.filter(position__gt=partnership.stage.position).first()

    def clean(self):
        answers = super().clean()
        # Of a card that is out of date the action says so; that it stands elsewhere is news enough.
        is_fresh = answers.get("version") == self._partnership.version
        if is_fresh and answers.get("stage") == self._partnership.stage:
            self.add_error(
                "stage", _("It is in this stage already; within a stage cards stand in the order they came.")
            )
        return answers


class PlanForm(forms.Form):
    """Asks what is done next, and on which day; both empty means nothing is planned."""

    next_step = forms.CharField(label=_("Next step"), required=False, max_length=300)
    next_step_on = forms.DateField(label=_("On"), required=False, widget=DayInput)

    def clean(self):
        answers = super().clean()
        if answers.get("next_step_on") and not answers.get("next_step") and "next_step" not in self.errors:
            self.add_error("next_step", _("Say what is to be done on that day."))
        return answers


class NextStepForm(PlanForm):
    """Asks for the next step of a partnership that is open already."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CorrectPartnershipForm(forms.Form):
    """Asks for everything written about a partnership but its stage and next step."""

    lead = forms.ModelChoiceField(label=_("Lead"), queryset=User.objects.none(), empty_label=None)
    origin = forms.ChoiceField(label=_("Who started it"), choices=Partnership.Origin.choices)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Shown to whoever sees the partnership."),
    )
    notes = forms.CharField(
        label=_("Internal notes"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For your affiliate only."),
    )
    is_public = forms.BooleanField(
        label=_("Show this partnership to the public"),
        required=False,
        help_text=_("Everybody then sees the institution, the stage and the summary; nothing else."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, partnership: Partnership, **kwargs):
        super().__init__(*args, **kwargs)
        # A lead who has left the affiliate stays until somebody chooses another.
        self.fields["lead"].queryset = possible_leads({partnership.affiliate_id}) | User.objects.filter(
            pk=partnership.lead_id
        )


class OpenPartnershipForm(PlanForm):
    """Asks for the beginning of a partnership between an institution and one of the reader's affiliates."""

    field_order = ["affiliate", "lead", "origin", "summary", "next_step", "next_step_on"]

    affiliate = forms.ModelChoiceField(
        label=_("Affiliate"), queryset=Affiliate.objects.none(), empty_label=None
    )
    lead = forms.ModelChoiceField(label=_("Lead"), queryset=User.objects.none(), empty_label=None)
    origin = forms.ChoiceField(
        label=_("Who started it"), choices=Partnership.Origin.choices, initial=Partnership.Origin.AFFILIATE
    )
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why this institution and the movement need each other. Shown to whoever sees it."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = affiliate_ids(user, "partnership.open")
        self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=allowed)
        self.fields["lead"].queryset = possible_leads(allowed)
        self.fields["lead"].initial = user.pk
