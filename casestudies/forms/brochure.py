# SPDX-License-Identifier: GPL-3.0-or-later
"""What a brochure is made of: the criteria that narrow the choice, and what stands on its cover."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casestudies.choosing import Candidate
from casestudies.facts import Kind, Outcome, Programme
from casestudies.languages import NAMES
from casestudies.regions import REGIONS, countries_of, region_name
from interface.words import country

MOST = 24
USUAL = 8
LOOKED_AT = 2_000


class CriteriaForm(forms.Form):
    """Narrows the public case studies; `places` are the (country, language) pairs that exist. Nonsense is shrugged at."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *Kind.choices])
    programme = forms.ChoiceField(
        label=_("Programme"), required=False, choices=[("", _("all programmes")), *Programme.choices]
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("all outcomes")), *Outcome.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    year_from = forms.IntegerField(label=_("From year"), required=False, min_value=2000, max_value=2100)
    year_to = forms.IntegerField(label=_("To year"), required=False, min_value=2000, max_value=2100)
    complete = forms.TypedChoiceField(
        label=_("At least complete"),
        required=False,
        coerce=float,
        choices=[
            ("", _("however complete")),
            ("0.5", _("half of the form")),
            ("0.85", _("nearly all of the form")),
        ],
    )
    count = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=MOST, initial=USUAL
    )

    def __init__(self, data, *, places):
        super().__init__(data)
        countries = {code for code, _language in places if code}
        languages = {language for _code, language in places if language}
        regions = [(each, region_name(each)) for each in REGIONS]
        self.fields["region"].choices = [
            ("", _("the whole world")),
            *sorted(regions, key=lambda pair: pair[1]),
        ]
        self.fields["country"].choices = [
            ("", _("all countries")),
            *sorted(((code, country(code)) for code in countries), key=lambda pair: pair[1]),
        ]
        self.fields["language"].choices = [
            ("", _("all languages")),
            *sorted((code, NAMES.get(code, code)) for code in languages),
        ]
        self.is_valid()  # a field that does not validate simply does not narrow

    @property
    def wished(self) -> int:
        """How many case studies are wished for."""
        return self.cleaned_data.get("count") or USUAL

    @property
    def chosen(self) -> dict:
        """What narrows, field by field."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "count"}

    def apply(self, case_studies):
        """Narrow; of a complete one is known how much of the form it fills."""
        chosen = self.chosen
        for name in ("country", "kind", "outcome", "language"):
            if name in chosen:
                case_studies = case_studies.filter(**{name: chosen[name]})
        if "region" in chosen:
            case_studies = case_studies.filter(country__in=countries_of(chosen["region"]))
        if "programme" in chosen:
            case_studies = case_studies.filter(programmes__contains=[chosen["programme"]])
        for name, lookup in (
            ("year_from", "year__gte"),
            ("year_to", "year__lte"),
            ("complete", "reading__complete__gte"),
        ):
            if name in chosen:
                case_studies = case_studies.filter(**{lookup: chosen[name]})
        return case_studies


class CoverForm(forms.Form):
    """Asks what stands before the case studies."""

    title = forms.CharField(label=_("Title"), required=False, max_length=150)
    foreword = forms.CharField(
        label=_("Foreword"), required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 5})
    )


def picked(data) -> list[int]:
    """The numbers of the case studies that are chosen, in their order, each once; at most MOST."""
    found = dict.fromkeys(int(each) for each in data.getlist("pick") if _is_number(each))
    return list(found)[:MOST]


def changed(picks: list[int], data) -> list[int]:
    """The choice after the button that was pressed: one taken in, taken out, or moved up or down."""
    asked = {
        name: int(data[name]) for name in ("add", "remove", "up", "down") if _is_number(data.get(name, ""))
    }
    picks = [each for each in picks if each != asked.get("remove")]
    if "add" in asked and asked["add"] not in picks and len(picks) < MOST:
        picks.append(asked["add"])
    for name, step in (("up", -1), ("down", 1)):
        if asked.get(name) in picks:
            here = picks.index(asked[name])
            there = min(max(here + step, 0), len(picks) - 1)
            picks[here], picks[there] = picks[there], picks[here]
    return picks


def candidates(case_studies) -> list[Candidate]:
    """The newest of these, as they are compared."""
    rows = case_studies.order_by("-saved_at", "-pk").values_list(
        "pk", "title", "country", "kind", "programmes", "language", "year", "reading__complete"
    )
    return [
        Candidate(pk, title, country, kind, tuple(programmes), language, year, complete or 0)
        for pk, title, country, kind, programmes, language, year, complete in rows[:LOOKED_AT]
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
