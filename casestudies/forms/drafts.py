# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages ask on which a draft is begun and written."""

import uuid
from collections.abc import Collection, Sequence
from urllib.parse import urlencode

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from casestudies.facts import Kind
from casestudies.languages import LANGUAGES
from casestudies.models import CaseStudy
from casestudies.seen import ABOUT, FORM_KEYS, as_seen, fingerprint, joined, parts_of, plain, read_seen
from casestudies.steps import Step
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.models import Institution, Partnership

SECTION_LIMIT = 50_000
MOST_PARTNERSHIPS = 50


def new_key() -> str:
    """A fresh form key: one page shown, one thing begun."""
    return str(uuid.uuid4())


def asks_for_same(field, *, but: int | None = None, asks: bool = False) -> None:
    """Have a title field ask, while somebody types, whether the wiki has such a page; the answer goes below it."""
    asked = {"asks": "1"} if asks else {}
    asked |= {"but": but} if but else {}
    field.widget.attrs |= {
        "hx-get": reverse("casestudies:same-title") + (f"?{urlencode(asked)}" if asked else ""),
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#same-title",
        "hx-swap": "outerHTML",
    }


class AboutForm(forms.Form):
    """What a case study is about and who may read it, besides its text."""

    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label=_("Partnership"), required=False, empty_label=_("none")
    )
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.all(),
        label=_("Affiliate"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its members, and WMF staff, may read it once it is filed."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("not said")), *country_choices()],
        widget=QuickSelect,
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES, initial="en")

    def __init__(
        self, *args, user, institution: Institution | None = None, kept: int | None = None, **kwargs
    ):
        """`kept` is the partnership chosen before: it stays possible when the user no longer sees it."""
        super().__init__(*args, **kwargs)
        visible = Partnership.objects.visible_to(user).values("pk")
        partnerships = Partnership.objects.filter(Q(pk__in=visible) | Q(pk=kept))
        partnerships = partnerships.select_related("institution", "affiliate")
        field = self.fields["partnership"]
        if institution:
            field.queryset = partnerships.filter(institution=institution)
            shown = list(field.queryset.order_by("-opened_at")[:MOST_PARTNERSHIPS])
            # A list of our own: the field's would fetch them once for each use, and without a limit.
            field.widget.choices = [("", field.empty_label), *((each.pk, str(each)) for each in shown)]
        else:
            field.queryset = partnerships
            field.widget = forms.HiddenInput()


class BeginForm(AboutForm):
    """Begins a draft. The institution is looked up beside the form and comes as its number.

    `is_another` says that it is none of the wiki's pages of the same title, which are shown first.
    """

    form_key = forms.CharField(widget=forms.HiddenInput, initial=new_key)
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Institution"), required=False, widget=forms.HiddenInput
    )
    is_another = forms.BooleanField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("not said")), *Kind.choices])

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        asks_for_same(self.fields["title"], asks=True)
        self.fields["institution"].queryset = Institution.objects.visible_to(user)


class WriteForm(AboutForm):
    """The text of a draft, or some of it: `section_<key>` for the form's sections, `extra_<position>` for others.

    `seen` says what the writer was shown of each part (`casestudies.seen`): what comes back as it was handed out
    is not theirs, and is not saved. A part that is not in the request is not asked.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, *args, steps: Sequence[Step], only: Collection[str] | None = None, **kwargs):
        """`steps` are the draft's; `only` names the fields that a page asks, where it does not ask all."""
        super().__init__(*args, **kwargs)
        # A draft may be as unfinished as it likes; so that the form does not call every field optional.
        self.fields["title"].required = self.fields["language"].required = False
        self.steps = [step for step in steps if step.field]
        for step in self.steps:
            self.fields[step.field] = _text_field(step, self.initial.get("language", ""))
        for name in set(self.fields) - {"version", "seen", *(only or self.fields)}:
            del self.fields[name]

    def clean_version(self):
        # Required, but said here: a required field would make the form call all others optional.
        if self.cleaned_data["version"] is None:
            raise forms.ValidationError(_("This field is required."), code="required")
        return self.cleaned_data["version"]

    def clean_seen(self):
        return read_seen(self.cleaned_data["seen"])

    def clean_language(self):
        return self.cleaned_data["language"] or self.initial["language"]

    def clean(self):
        """Line ends as the wiki writes them, and no empty lines around."""
        for name, value in self.cleaned_data.items():
            if name.startswith(("section_", "extra_")):
                self.cleaned_data[name] = value.replace("\r\n", "\n").strip("\n")
        return self.cleaned_data

    def section_fields(self):
        """The bound fields of the sections on this page, in the order of the form."""
        return [self[step.field] for step in self.steps if step.field in self.fields]

    def given(self, name: str) -> bool:
        """Whether the request has that field, and the page asks it."""
        return name in self.data and name in self.fields

    def is_touched(self, part: str, value) -> bool:
        return fingerprint(value) != self.cleaned_data["seen"].get(part)

    @property
    def sections(self) -> dict[str, str]:
        """{key: text} as typed, of the form's sections that the writer touched."""
        typed = {key.value: f"section_{key}" for key in FORM_KEYS if self.given(f"section_{key}")}
        texts = {key: self.cleaned_data[name] for key, name in typed.items()}
        return {key: text for key, text in texts.items() if self.is_touched(key, text)}

    @property
    def extras(self) -> dict[int, str]:
        """{position: text} as typed, of the sections under headings that are not the form's."""
        names = [name for name in self.fields if name.startswith("extra_") and self.given(name)]
        return {int(name.removeprefix("extra_")): self.cleaned_data[name] for name in names}

    @property
    def about(self) -> dict:
        """The facts besides the text that the writer touched, as the action takes them."""
        typed = {name: self.cleaned_data[name] for name in ABOUT if self.given(name)}
        return {name: value for name, value in typed.items() if self.is_touched(name, value)}

    def seen_after(self, current: CaseStudy) -> str:
        """What the page has seen once this is saved: what it wrote, and the rest as it was handed out.

        What somebody else changed meanwhile is seen once the page has taken it (`desk.fresh_parts`), not before.
        """
        standing, touched = parts_of(current), self.sections | self.about
        written = {part: fingerprint(standing[part]) for part in touched}
        return joined(self.cleaned_data["seen"] | written)

    def fill(self) -> None:
        """Before it is shown again: what the request did not hold is what the page would have begun with."""
        self.data = self.data.copy()
        for name in self.fields.keys() - self.data.keys():
            self.data[name] = plain(self.initial.get(name))

    def catch_up(self, current: CaseStudy) -> None:
        """After a conflict: what the writer did not touch follows what is saved; the rest counts next time."""
        touched, standing = self.sections | self.about, parts_of(current)
        self.data = self.data.copy()
        for part, value in standing.items():
            name = part if part in ABOUT else f"section_{part}"
            if part not in touched and name in self.fields:
                self.data[name] = plain(value)
        self.data["version"], self.data["seen"] = current.version, as_seen(standing)


def _text_field(step: Step, language: str) -> forms.CharField:
    # No `maxlength`: a browser would cut off what is pasted, and say nothing.
    attrs = {"rows": 8, "dir": "auto", "lang": language}
    return forms.CharField(
        label=step.label,
        help_text=step.prompt,
        required=False,
        validators=[MaxLengthValidator(SECTION_LIMIT)],
        strip=False,
        widget=forms.Textarea(attrs=attrs),
    )


def written(case_study: CaseStudy, steps: Sequence[Step]) -> dict:
    """A draft as the initial values of a `WriteForm`."""
    return {step.field: step.text for step in steps if step.field} | {
        "title": case_study.title,
        "partnership": case_study.partnership_id,
        "affiliate": case_study.affiliate_id,
        "country": case_study.country.code,
        "language": case_study.language,
        "version": case_study.version,
        "seen": as_seen(parts_of(case_study)),
    }
