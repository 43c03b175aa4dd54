# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about the pipeline: where a partnership goes next, and what that stage asks for."""

from collections.abc import Iterable

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.fields import LONGEST_TEXT, DayInput, LineField
from partnerships import requirements
from partnerships.errors import ForeignStage
from partnerships.models import Partnership, Stage

MOST_WORKS = 100_000_000
# What the board's script and a change of the stage carry over when the questions are asked anew.
KEPT = {"data-keep": True}


def _question(name: str) -> forms.Field:
    """The field that answers part of a requirement."""
    match name:
        case "next_step":
            return LineField(label=_("Next step"), max_length=300, required=False)
        case "next_step_on":
            return forms.DateField(label=_("On"), required=False, widget=DayInput)
        case "summary":
            rows = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            return forms.CharField(label=_("Summary"), max_length=LONGEST_TEXT, required=False, widget=rows)
        case "expected_works":
            return forms.IntegerField(
                label=_("Works it may open"), min_value=0, max_value=MOST_WORKS, required=False
            )
        case "effort":
            return forms.ChoiceField(
                label=_("What the institution puts in"), choices=Partnership.Effort.choices, required=False
            )
        case "is_public":
            return forms.BooleanField(label=_("Show this partnership to the public"), required=False)
    raise LookupError(name)


QUESTIONS = ("next_step", "next_step_on", "summary", "expected_works", "effort", "is_public")


class StageSelect(forms.Select):
    """Stages that cannot be reached from where the partnership stands are shown, but not to be chosen."""

    stages: dict[str, Stage] = {}
    current: Stage | None = None

    def create_option(self, name, value, label, selected, index, **kwargs):
        option = super().create_option(name, value, label, selected, index, **kwargs)
        stage = self.stages.get(str(value))
        if stage and self.current and not selected and not self.current.may_lead_to(stage):
            option["attrs"]["disabled"] = True
        return option


class StageField(forms.ChoiceField):
    """Answers a stage of which only the key is known: whether there is one, the action finds out under its lock."""

    def to_python(self, value):
        text = super().to_python(value)
        if text and not (text.isascii() and text.isdigit() and len(text) < 19):
            raise ForeignStage
        return Stage(pk=int(text)) if text else None

    def validate(self, value):
        forms.Field.validate(self, value)


class MoveForm(forms.Form):
    """Asks where the partnership goes next, why, and for what the stage it goes to needs.

    Answering costs no query: the stages are read only when the form is shown.
    """

    # Without JavaScript another stage may be chosen than the one the questions were asked for.
    use_required_attribute = False

    stage = StageField(label=_("Stage"), widget=StageSelect)
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"} | KEPT),
        help_text=_("Needed for pausing, declining and ending."),
    )
    over_limit = forms.BooleanField(label=_("Move it there all the same"), required=False)
    checked = forms.MultipleChoiceField(
        label=_("What is done here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The checklist has changed meanwhile. Load the page again.")},
    )
    with_checklist = forms.BooleanField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, partnership: Partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self._partnership = partnership
        self._set_up_stages()
        self._set_up_checklist()
        self._ask(name for name in QUESTIONS if name in self.data)
        if not self.is_bound:
            self._ask_for_target()

    def _set_up_stages(self) -> None:
        field = self.fields["stage"]
        # Another stage asks for other things; without JavaScript a button does the same.
        field.widget.attrs |= {
            "hx-get": reverse("partnerships:move-stage", args=[self._partnership.pk], query={"needs": 1}),
            "hx-target": "#move-needs",
            "hx-swap": "outerHTML",
            "hx-trigger": "change",
            "hx-include": "#move-needs [data-keep]",
        }
        field.choices = lambda: [(pk, stage.name) for pk, stage in self.stages.items()]
        if not self.is_bound and str(self.initial.get("stage") or "") not in self.stages:
            self.initial["stage"] = self._suggested()

    def _set_up_checklist(self) -> None:
        lines = self._partnership.stage.checklist
        if not lines:
            del self.fields["checked"], self.fields["with_checklist"]
            return
        self.fields["checked"].choices = [(line, gettext(line)) for line in lines if line]
        self.initial["with_checklist"] = True
        self.initial["checked"] = self._partnership.checked.get(str(self._partnership.stage_id), [])

    @cached_property
    def stages(self) -> dict[str, Stage]:
        """Those to choose from by key, in order; the present one first of all knows which may follow."""
        stages = Stage.objects.filter(pipeline=self._partnership.pipeline_id).with_onward()
        here = self._partnership.stage_id
        shown = {str(stage.pk): stage for stage in stages if stage.pk == here or not stage.retired_at}
        widget = self.fields["stage"].widget
        widget.stages, widget.current = shown, shown[str(here)]
        return shown

    def _suggested(self) -> str:
        """The next stage it may go to; the first of all at the end of the way."""
        here = self.stages[str(self._partnership.stage_id)]
        ways = [stage for stage in self.stages.values() if here.may_lead_to(stage)]
        after = [stage for stage in ways if stage.position > here.position]
        return str(next(iter(after or ways), here).pk)

    @cached_property
    def target(self) -> Stage | None:
        """The stage that is chosen now."""
        chosen = self.data.get("stage") if self.is_bound else self.initial.get("stage")
        return self.stages.get(str(chosen))

    @cached_property
    def is_full(self) -> bool:
        """Whether the chosen stage has as many partnerships as its limit allows."""
        limit = self.target.wip_limit if self.target else None
        return bool(limit) and self.target.partnerships.kept().count() >= limit

    @cached_property
    def undone(self) -> list[requirements.Requirement]:
        """What the chosen stage needs and this dialog cannot answer."""
        return [each for each in self._missing if not each.fields]

    @cached_property
    def _missing(self) -> list[requirements.Requirement]:
        if self.target is None:
            return []
        return requirements.named(requirements.missing(self.target.needs_to_enter, self._partnership))

    def _ask(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self.fields:
                self.fields[name] = _question(name)
                self.fields[name].widget.attrs |= KEPT
                self.initial.setdefault(name, getattr(self._partnership, name))

    def _ask_for_target(self) -> None:
        """Ask for what the chosen stage needs and the partnership lacks."""
        needed = [name for each in self._missing for name in each.fields if name in (*QUESTIONS, "note")]
        self._ask(needed)
        for name in needed:
            self.fields[name].required = True
        if not self.is_full:
            self.fields.pop("over_limit", None)
        if "note" in needed:
            self.fields["note"].help_text = gettext("Needed: whoever reads this later will want to know.")

    def ask_again(self) -> None:
        """After a refusal: ask, on the bound form, for what was missing, filled with what is there already."""
        self._ask_for_target()
        self.data = self.data.copy()
        for name, field in self.fields.items():
            if name in QUESTIONS and name not in self.data:
                self.data[name] = field.prepare_value(self.initial.get(name)) or ""

    def clean(self):
        answers = super().clean()
        # Of a card that is out of date the action says so; that it stands elsewhere is news enough.
        is_fresh = answers.get("version") == self._partnership.version
        stage = answers.get("stage")
        if is_fresh and stage and stage.pk == self._partnership.stage_id and not self.is_ticking:
            self.add_error(
                "stage", _("It is in this stage already; within a stage cards stand in the order they came.")
            )
        return answers

    @property
    def questions(self) -> list[forms.BoundField]:
        """What the chosen stage asks for, besides the reason."""
        return [self[name] for name in QUESTIONS if name in self.fields]

    @property
    def is_ticking(self) -> bool:
        """Whether only the ticks of the checklist are to be saved."""
        return self.data.get("only") == "ticks"

    @property
    def answers(self) -> dict:
        """What `move_to_stage` takes as `answers`."""
        given = {name: self.cleaned_data[name] for name in QUESTIONS if name in self.cleaned_data}
        if self.cleaned_data.get("with_checklist"):
            given["checked"] = self.cleaned_data["checked"]
        return given
