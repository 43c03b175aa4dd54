# SPDX-License-Identifier: GPL-3.0-or-later
"""The question what is to be done to many partnerships; each button asks for its own fields only."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interface.fields import LONGEST_TEXT, DayInput, LineField
from partnerships.forms.partnerships import possible_leads
from partnerships.models import Partnership, Stage

# What each button needs an answer to.
ASKS = {"move": ("stage",), "hand": ("lead",), "plan": ("next_step",), "show": (), "hide": ()}


class BulkForm(forms.Form):
    """Asks what to do with the chosen partnerships: move, hand over, plan, show or hide."""

    do = forms.ChoiceField(choices=[(name, name) for name in ASKS], widget=forms.HiddenInput)
    stage = forms.ModelChoiceField(
        label=_("Stage"), queryset=Stage.objects.none(), required=False, empty_label=_("choose")
    )
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Needed for pausing, declining and ending. Written to each of them."),
    )
    over_limit = forms.BooleanField(label=_("Also beyond the limit of the stage"), required=False)
    lead = forms.ModelChoiceField(
        label=_("Lead"), queryset=User.objects.none(), required=False, empty_label=_("choose")
    )
    next_step = LineField(label=_("Next step"), required=False, max_length=300)
    next_step_on = forms.DateField(label=_("On"), required=False, widget=DayInput)

    def __init__(self, *args, partnerships: Iterable[Partnership], **kwargs):
        super().__init__(*args, **kwargs)
        partnerships = list(partnerships)
        pipelines = {partnership.pipeline_id for partnership in partnerships}
        stages = Stage.objects.in_use().filter(pipeline__in=pipelines).select_related("pipeline__affiliate")
        field = self.fields["stage"]
        field.queryset = stages.order_by("pipeline__affiliate__name", "pipeline", "position")
        if len(pipelines) > 1:
            field.label_from_instance = lambda stage: (
                f"{stage.pipeline.affiliate} – {stage.pipeline}: {stage}"
            )
        self.fields["lead"].queryset = possible_leads({one.affiliate_id for one in partnerships})

    def clean(self):
        answers = super().clean()
        for name in ASKS.get(answers.get("do"), ()):
            if not answers.get(name) and name not in self.errors:
                self.add_error(name, _("Say which.") if name != "next_step" else _("Say what is to be done."))
        # What was typed for another button is no fault of this one.
        asked = {"move": {"stage", "note"}, "plan": {"next_step", "next_step_on"}, "hand": {"lead"}}
        wanted = asked.get(answers.get("do"), set()) | {"do", "__all__"}
        for name in self.errors.keys() - wanted:
            del self.errors[name]
        return answers
