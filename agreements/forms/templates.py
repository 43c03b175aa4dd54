# SPDX-License-Identifier: GPL-3.0-or-later
"""What a template of agreements asks: its name, its clauses in order, and what is done after the signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from agreements.languages import LANGUAGES
from agreements.models import ClauseKind
from interface import words
from interface.fields import FormKey, LineField, LongTextField, Version
from interface.forms import QuickSelect
from partnerships.models import Mou

MOST_CLAUSES = 40
MOST_STEPS = 20
LONGEST_WAIT = 3650


class ClauseRow(forms.Form):
    """One clause; a row with neither title nor text is none."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ClauseKind.choices)
    title = LineField(label=_("Title"), required=False, max_length=200)
    text = LongTextField(label=_("Text"), required=False, rows=5)

    def clean(self):
        row = super().clean()
        is_written = row.get("title") or row.get("text")
        if is_written and row.get("kind") == ClauseKind.OTHER and not row.get("title"):
            self.add_error("title", _("Say what this clause is about."))
        return row


class StepRow(forms.Form):
    """Something to do so many days after the signatures."""

    title = LineField(label=_("What is to be done"), max_length=200)
    after_days = forms.IntegerField(
        label=_("Days after the signatures"), min_value=0, max_value=LONGEST_WAIT, initial=14
    )


class Rows(forms.BaseFormSet):
    """Rows of one kind, in the order their numbers say; those marked are left out."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_order:
            form.fields["ORDER"].label = _("Place")
        form.fields["DELETE"].label = _("Leave it out")

    def written(self) -> list[dict]:
        """The rows that say something, without the set's own fields."""
        rows = [form.cleaned_data for form in self.forms if not self._should_delete_form(form)]
        if self.can_order:
            rows.sort(key=lambda row: row.get("ORDER") or MOST_CLAUSES * 10)
        kept = [{k: v for k, v in row.items() if k.islower()} for row in rows]
        return [row for row in kept if row.get("title") or row.get("text")]


_LIMITS = {"formset": Rows, "can_delete": True, "validate_max": True}
ClauseRows = forms.formset_factory(
    ClauseRow, extra=3, can_order=True, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES + 5, **_LIMITS
)
StepRows = forms.formset_factory(StepRow, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS + 5, **_LIMITS)


class TemplateForm(forms.Form):
    """A text to begin agreements from, with its rows in `clauses` and `plan`."""

    name = LineField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Mou.Kind.choices)
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES, widget=QuickSelect)

    def __init__(self, data=None, files=None, *, initial=None, **kwargs):
        super().__init__(data, files, initial=initial, **kwargs)
        initial = initial or {}
        clauses = [
            dict(each) | {"ORDER": place} for place, each in enumerate(initial.get("clauses", ()), start=1)
        ]
        self.clauses = ClauseRows(data, prefix="clauses", initial=clauses)
        self.plan = StepRows(data, prefix="plan", initial=initial.get("plan", ()))

    def clean(self):
        cleaned = super().clean()
        self._hear(self.clauses, _("Clause %(number)s: %(error)s"))
        self._hear(self.plan, _("Step %(number)s: %(error)s"))
        if not self.errors:
            cleaned["clauses"], cleaned["plan"] = self.clauses.written(), self.plan.written()
            if not cleaned["clauses"]:
                self.add_error(None, _("Write at least one clause."))
        return cleaned

    def _hear(self, rows: Rows, sentence) -> None:
        """Say on top what is wrong in the rows; beside its field it stands too."""
        for error in rows.non_form_errors():
            self.add_error(None, error)
        for number, errors in enumerate(rows.errors, start=1):
            for said in (each for texts in errors.values() for each in texts):
                self.add_error(None, sentence % {"number": words.number(number), "error": said})


class MakeTemplateForm(TemplateForm):
    """Asks whose it is, too."""

    form_key = FormKey()
    affiliate = forms.ModelChoiceField(Affiliate.objects.none(), label=_("Affiliate"), empty_label=None)
    field_order = ["affiliate", "name", "kind", "language"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["affiliate"].queryset = Affiliate.objects.filter(
            scope(user, "template.edit", affiliate="pk")
        )


class CorrectTemplateForm(TemplateForm):
    version = Version()
