# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions about an affiliate's pipelines and their stages."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import affiliate_ids
from interface.fields import FormKey, LineField, Version, one_line
from partnerships import requirements
from partnerships.models import Pipeline, Stage
from partnerships.packs import PACKS
from partnerships.stages import Phase

LONGEST_NAME = 60
LONGEST_LINE = 200
LONGEST_GUIDANCE = 2000
MOST_LINES = 20
MOST_TASKS = 10
MOST_DAYS = 3650
LONGEST_TASK = 200


def _shown(words: str) -> str:
    """Words of a default pipeline in the reader's language; an affiliate's own as they are."""
    return gettext(words) if words else ""


def _as_stored(words: str, stored: Iterable[str]) -> str:
    """What the reader left as it was shown stays as it is stored, so that others still read it translated."""
    return next((old for old in stored if _shown(old) == words), words)


class LinesField(forms.CharField):
    """A text area that answers a list: one entry a line, empty lines left out."""

    def __init__(self, *, most: int, longest: int, **kwargs):
        widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
        super().__init__(**({"required": False, "widget": widget} | kwargs))
        self.most, self.longest = most, longest

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        was = self.prepare_value(initial or [])
        return super().has_changed(was, "\n".join((data or "").splitlines()))

    def clean(self, value):
        lines = [line for each in super().clean(value).splitlines() if (line := one_line(each))]
        if len(lines) > self.most:
            raise ValidationError(_("At most %(most)s lines."), params={"most": self.most})
        for number, line in enumerate(lines, start=1):
            if len(line) > self.longest:
                raise ValidationError(
                    _("Line %(number)s is longer than %(most)s characters."),
                    params={"number": number, "most": self.longest},
                )
        return list(dict.fromkeys(lines))


class PlanField(LinesField):
    """Tasks, one a line as “what | within how many days”; answers [{"title", "after_days"}]."""

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(f"{_shown(step['title'])} | {step['after_days']}" for step in value)

    def clean(self, value):
        return [self._step(number, line) for number, line in enumerate(super().clean(value), start=1)]

    @staticmethod
    def _step(number: int, line: str) -> dict:
        title, bar, days = (part.strip() for part in line.rpartition("|"))
        if not bar or not title or not (days.isascii() and days.isdigit()) or int(days[:6]) > MOST_DAYS:
            raise ValidationError(
                _("Line %(number)s: write the task, a bar and days, such as “Ask how it is going | 30”."),
                params={"number": number},
            )
        return {"title": title, "after_days": int(days)}


def _names_fields(longest: int) -> dict[str, forms.Field]:
    """A field for the name in each language of the interface: `name_en` and so on."""
    return {
        f"name_{code}": LineField(
            label=_("Name in %(language)s") % {"language": get_language_info(code)["name_local"]},
            max_length=longest,
            required=False,
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )
        for code, _language in settings.LANGUAGES
    }


def _names_by_language(cleaned: dict, names: dict[str, str]) -> dict[str, str]:
    """The names with those of the form put in; a language the form does not ask for stays."""
    asked = {code: cleaned[f"name_{code}"] for code, _language in settings.LANGUAGES}
    return {code: name for code, name in (names | asked).items() if name}


class StageForm(forms.Form):
    """Asks for everything about a stage but its place."""

    name = LineField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("For readers of every language. Empty: the name of the phase, translated."),
    )
    phase = forms.ChoiceField(
        label=_("Phase"),
        choices=Phase.choices,
        help_text=_("The same for the whole movement. It stays once a partnership has been in the stage."),
    )
    colour = forms.ChoiceField(label=_("Colour"), choices=Stage.Colour.choices)
    target_days = forms.IntegerField(
        label=_("Target days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("After so many days a card is marked as stale, unless a next step is planned."),
    )
    wip_limit = forms.IntegerField(
        label=_("At most so many at once"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Whoever moves one more is asked, and the answer is noted."),
    )
    guidance = forms.CharField(
        label=_("What to do here"),
        required=False,
        max_length=LONGEST_GUIDANCE,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    checklist = LinesField(
        label=_("Exit checklist"),
        most=MOST_LINES,
        longest=LONGEST_LINE,
        help_text=_("What is done before a partnership leaves the stage, one a line."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Needed to enter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Asked when a partnership is moved here. Paused, declined and ended always ask for a reason."
        ),
    )
    leads_to = forms.ModelMultipleChoiceField(
        label=_("Stages that may follow"),
        queryset=Stage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: one step on, any number back, aside from anywhere."),
    )
    plan = PlanField(
        label=_("Tasks on entering"),
        most=MOST_TASKS,
        longest=LONGEST_TASK,
        help_text=_("For the lead, one a line: the task, a bar, days. “Ask how it is going | 30”"),
    )

    def __init__(self, *args, pipeline: Pipeline, stage: Stage | None = None, **kwargs):
        self._stage = stage
        initial = self.facts_of(stage) if stage else {}
        super().__init__(*args, **kwargs, initial=initial)
        self.fields |= _names_fields(LONGEST_NAME)
        self.fields["version" if stage else "form_key"] = Version() if stage else FormKey()
        names = [f"name_{code}" for code, _language in settings.LANGUAGES]
        self.order_fields(["name", *names, "phase", "colour", "guidance", "checklist", "needs"])
        self.fields["needs"].choices = [(each.code, each.label) for each in requirements.catalogue()]
        others = pipeline.stages.in_use()
        self.fields["leads_to"].queryset = others.exclude(pk=stage.pk) if stage else others
        for code, _language in settings.LANGUAGES if stage else ():
            with override(code):
                default = _shown(stage.names.get("", "")) or str(Phase(stage.phase).label)
            self.fields[f"name_{code}"].widget.attrs["placeholder"] = default

    @staticmethod
    def facts_of(stage: Stage) -> dict:
        """What stands in the stage, as the form asks for it."""
        plain = ("phase", "colour", "target_days", "wip_limit", "needs", "plan", "version")
        names = {f"name_{code}": stage.names.get(code, "") for code, _language in settings.LANGUAGES}
        return (
            {name: getattr(stage, name) for name in plain}
            | names
            | {
                "name": _shown(stage.names.get("", "")),
                "guidance": _shown(stage.guidance),
                "checklist": [_shown(line) for line in stage.checklist],
                "leads_to": [each.pk for each in stage.leads_to.all()],
            }
        )

    @property
    def words(self) -> dict:
        """What `add_stage` and `correct_stage` take."""
        old = self._stage or Stage()
        given = self.cleaned_data
        name = _as_stored(given["name"], [old.names.get("", "")])
        titles = [step["title"] for step in old.plan]
        return {
            "names": _names_by_language(given, old.names | {"": name}),
            "guidance": _as_stored(given["guidance"].strip(), [old.guidance]),
            "checklist": [_as_stored(line, old.checklist) for line in given["checklist"]],
            "plan": [step | {"title": _as_stored(step["title"], titles)} for step in given["plan"]],
            **{key: given[key] for key in ("phase", "colour", "target_days", "wip_limit", "needs")},
            "leads_to": list(given["leads_to"]),
        }


class RetireStageForm(forms.Form):
    """Asks where the cards of a stage go that is taken out of use, and why."""

    target = forms.ModelChoiceField(
        label=_("Its partnerships go to"),
        queryset=Stage.objects.none(),
        required=False,
        empty_label=_("nowhere: there are none"),
    )
    note = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    version = Version()

    def __init__(self, *args, stage: Stage, **kwargs):
        super().__init__(*args, **kwargs, initial={"version": stage.version})
        self.fields["target"].queryset = (
            Stage.objects.in_use().filter(pipeline=stage.pipeline_id).exclude(pk=stage.pk)
        )


class VersionForm(forms.Form):
    """Asks nothing but which version was seen: for buttons."""

    version = Version()


class OrderForm(forms.Form):
    """Asks for the order of stages: a place for each, or one step up or down for one of them."""

    version = Version()
    step = forms.CharField(required=False, max_length=30)

    def __init__(self, *args, stages: list[Stage], **kwargs):
        super().__init__(*args, **kwargs)
        self._stages = stages
        for stage in stages:
            self.fields[f"place_{stage.pk}"] = forms.IntegerField(
                label=stage.name, required=False, min_value=-9999, max_value=9999
            )

    @property
    def order(self) -> list[int]:
        """The keys of the stages in the order that was asked for."""
        keys = [stage.pk for stage in self._stages]
        way, _dash, key = self.cleaned_data["step"].partition("-")
        if way:
            return _shifted(keys, key, -1 if way == "up" else 1)
        places = {key: place for place, key in enumerate(keys, start=1)}
        wanted = {key: self.cleaned_data[f"place_{key}"] for key in keys}

        def place(key: int) -> tuple[int, int]:
            # Of two that want the same place the one that was moved comes first, seen from where it came from.
            asked = places[key] if wanted[key] is None else wanted[key]
            moved = (asked > places[key]) - (asked < places[key])
            return (asked, moved)

        return sorted(keys, key=place)


def _shifted(keys: list[int], key: str, by: int) -> list[int]:
    order = list(keys)
    at = next((place for place, each in enumerate(order) if str(each) == key), None)
    if at is not None and 0 <= at + by < len(order):
        order[at], order[at + by] = order[at + by], order[at]
    return order


class PipelineForm(forms.Form):
    """Asks for the name of a pipeline."""

    name = LineField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"dir": "auto"}))
    version = Version()

    def __init__(self, *args, pipeline: Pipeline, **kwargs):
        super().__init__(*args, **kwargs, initial=self.facts_of(pipeline))
        self._pipeline = pipeline
        self.fields |= _names_fields(100)

    @staticmethod
    def facts_of(pipeline: Pipeline) -> dict:
        names = {f"name_{code}": pipeline.names.get(code, "") for code, _language in settings.LANGUAGES}
        return {"name": _shown(pipeline.name), "version": pipeline.version} | names

    @property
    def words(self) -> dict:
        """What `correct_pipeline` takes."""
        return {
            "name": _as_stored(self.cleaned_data["name"], [self._pipeline.name]),
            "names": _names_by_language(self.cleaned_data, self._pipeline.names),
        }


class MakePipelineForm(forms.Form):
    """Asks for whom a pipeline is made, from which pack, and how it is called."""

    affiliate = forms.ModelChoiceField(
        label=_("Affiliate"), queryset=Affiliate.objects.none(), empty_label=None
    )
    pack = forms.ChoiceField(
        label=_("Begin with"),
        widget=forms.RadioSelect,
        choices=[(code, pack.name) for code, pack in PACKS.items()],
        initial="partnership",
    )
    name = LineField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Empty: the name of what you begin with."),
    )
    form_key = FormKey()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = affiliate_ids(user, "pipeline.edit")
        self.fields["affiliate"].queryset = Affiliate.objects.filter(pk__in=allowed).order_by("name")
