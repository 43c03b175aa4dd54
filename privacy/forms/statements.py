# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions: whether somebody agrees, what the next version of a statement says, why an affiliate keeps data."""

from django import forms
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interface.fields import DayField
from privacy.models import Assessment


class AcceptForm(forms.Form):
    """Asks for a yes to exactly the versions that were shown."""

    statements = forms.TypedMultipleChoiceField(coerce=int, choices=(), widget=forms.MultipleHiddenInput)
    agreed = forms.BooleanField()

    def __init__(self, *args, keys: list[int], label: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statements"].choices = [(key, str(key)) for key in keys]
        self.fields["statements"].initial = keys
        self.fields["agreed"].label = label
        self.fields["statements"].error_messages["invalid_choice"] = _(
            "The text has changed while you read it. Please read the present one."
        )

    def clean_statements(self):
        answered = self.cleaned_data["statements"]
        if set(answered) != {key for key, _label in self.fields["statements"].choices}:
            raise forms.ValidationError(
                _("The text has changed while you read it. Please read the present one.")
            )
        return answered


class PublishForm(forms.Form):
    """Asks for the text of the next version in each language, what is new in it, and from when it counts."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    in_force_on = DayField(
        label=gettext_lazy("In force from"),
        required=False,
        help_text=gettext_lazy("Empty: at once. Everybody signed in is then asked before they go on."),
    )

    def __init__(self, *args, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = dict(settings.LANGUAGES)
        for code, name in self.languages.items():
            direction = "rtl" if translation.get_language_info(code)["bidi"] else "ltr"
            attrs = {"lang": code, "dir": direction}
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text (%(language)s)") % {"language": name},
                max_length=50_000,
                required=False,
                initial=before.texts.get(code, "") if before else "",
                widget=forms.Textarea(attrs={**attrs, "rows": 16}),
            )
            self.fields[f"changes_{code}"] = forms.CharField(
                label=_("What is new (%(language)s)") % {"language": name},
                max_length=2_000,
                required=False,
                widget=forms.Textarea(attrs={**attrs, "rows": 3}),
            )

    def clean_in_force_on(self):
        day = self.cleaned_data["in_force_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day to come."), code="not-to-come")
        return day

    def by_language(self, name: str) -> dict[str, str]:
        """{language: what was written}, for `text` and `changes`."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}


class AssessmentForm(forms.ModelForm):
    """Asks the three questions of a legitimate interest."""

    class Meta:
        model = Assessment
        fields = ["purpose", "necessity", "balance"]
