# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked when somebody leaves: for each open thing who takes it, or why it stays."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interface.fields import FormKey, LineField
from partnerships.actions.handing_over import Choice, Item
from partnerships.actions.leaving import Fate, Open
from partnerships.errors import ChoicesMissing
from partnerships.forms.advocates import PastDayField
from partnerships.models import Advocate

LEFT = "left"


class RowForm(forms.Form):
    """One row: its choice, the words why, and what was seen of it when the page was drawn."""

    why = LineField(label=_("Why"), max_length=500, required=False)
    seen = forms.CharField(max_length=700, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, row, choices, left, **kwargs):
        super().__init__(*args, prefix=row.key, **kwargs)
        self.row = row
        self.fields["choice"] = forms.ChoiceField(
            label=_("What becomes of it"), choices=[("", _("choose")), *choices, (LEFT, left)]
        )
        self.order_fields(["choice", "why", "seen"])

    def clean(self):
        facts = super().clean()
        if facts.get("choice") == LEFT and not facts.get("why"):
            self.add_error("why", _("Say why it stays as it is."))
        return facts

    def show_again(self, stamp: str) -> None:
        """The row has changed since: take what is there now, so that sending it again is knowing it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = stamp
        self.is_new = True

    is_new = False


class RowsForm(forms.Form):
    """A form with rows below it: right when all of them are, and says on top that some are not."""

    rows: list[RowForm] = []

    def is_valid(self):
        rows = [row.is_valid() for row in self.rows]
        if self.is_bound and not all(rows):
            self.add_error(None, ChoicesMissing())
        return super().is_valid()


class HandOverForm(RowsForm):
    """The portfolio of somebody who leaves: a row for each thing, given to somebody or left."""

    form_key = FormKey()
    rest = forms.ChoiceField(label=_("Whatever is not chosen below goes to"), required=False)

    def __init__(self, *args, items: list[Item], people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [(key, str(person)) for key, person in self.people.items()]
        self.fields["rest"].choices = [("", _("nobody: each line is chosen")), *choices]
        if self.is_bound and self.data.get("rest") in self.people:
            kwargs["data"] = self.data = self._filled([item.key for item in items])
        self.rows = [
            RowForm(
                *args,
                row=item,
                choices=choices,
                left=_("left as it is, knowingly"),
                initial={"seen": item.version},
                **{k: v for k, v in kwargs.items() if k == "data"},
            )
            for item in items
        ]

    def _filled(self, keys: list[str]):
        """The answers, with whoever gets the rest in each line where nothing was chosen."""
        data = self.data.copy()
        for key in keys:
            if not data.get(f"{key}-choice"):
                data[f"{key}-choice"] = data["rest"]
        return data

    def choices(self) -> dict[str, Choice]:
        """What was chosen, as the action takes it; a row that the page did not show yet counts as unseen."""
        return {row.row.key: self._choice(row) for row in self.rows}

    def _choice(self, row: RowForm) -> Choice:
        seen = row.cleaned_data["seen"]
        return Choice(
            to=self.people.get(row.cleaned_data["choice"]),
            reason=row.cleaned_data["why"],
            version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0,
        )


class LeaveForm(RowsForm):
    """An advocate leaves an institution: when, who succeeds them, and what becomes of what they stood for."""

    form_key = FormKey()
    ended_on = PastDayField(label=_("Left on"))
    successor = forms.ModelChoiceField(
        Advocate.objects.none(),
        label=_("Successor"),
        required=False,
        empty_label=_("nobody yet, or somebody new"),
        help_text=_("Somebody you know already."),
    )
    successor_name = LineField(
        label=_("Or introduce the successor"), max_length=200, required=False, help_text=_("Their name.")
    )

    def __init__(self, *args, others, open_things: list[Open], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = others
        self.fields["ended_on"].initial = timezone.localdate
        self.rows = [
            RowForm(
                *args,
                row=thing,
                choices=[("passed", _("passed to the successor"))],
                left=_("kept without, knowingly"),
                initial={"seen": thing.stamp},
                **{k: v for k, v in kwargs.items() if k == "data"},
            )
            for thing in open_things
        ]

    def clean(self):
        facts = super().clean()
        if facts.get("successor") and facts.get("successor_name"):
            self.add_error("successor_name", _("Choose somebody or introduce somebody, not both."))
        passed = any(self.data.get(f"{row.row.key}-choice") == "passed" for row in self.rows)
        if passed and not (facts.get("successor") or facts.get("successor_name")):
            self.add_error("successor", _("Something is passed to a successor: say who that is."))
        return facts

    def fates(self) -> dict[str, Fate]:
        return {
            row.row.key: Fate(
                is_passed=row.cleaned_data["choice"] == "passed",
                note=row.cleaned_data["why"],
                stamp=row.cleaned_data["seen"],
            )
            for row in self.rows
        }
