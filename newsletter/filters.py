# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows reports and their figures; the address holds it all, and nonsense is shrugged at."""

import re
from datetime import date

from django import forms
from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interface.words import country
from newsletter.models import ReportArea, Topic
from newsletter.models.names import AreaClasses
from newsletter.parsing.titles import FIRST_YEAR, LAST_YEAR
from outreach.full_text import asked

SILENT_YEARS = 3
NOT_EDITORIAL = "areas"


class ReportFilter(forms.Form):
    """`years` and `countries` are those that reports have, so that no choice leads to an empty list."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    area_class = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[("", _("everything")), *AreaClasses.choices, (NOT_EDITORIAL, _("all but editorial"))],
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    area = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, widget=forms.HiddenInput)
    since = forms.IntegerField(
        required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.HiddenInput
    )
    until = forms.IntegerField(
        required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=forms.HiddenInput
    )

    def __init__(self, data, *, years, countries):
        super().__init__(data)
        # A country or year without any report is a question all the same: its answer is an empty list.
        if re.fullmatch("[A-Z]{2}", asked := data.get("country", "")):
            countries = {*countries, asked}
        if re.fullmatch("20[0-9]{2}", asked := data.get("year", "")):
            years = sorted({*years, int(asked)}, reverse=True)
        self.fields["year"].choices = [("", _("all years")), *((year, year) for year in years)]
        self.fields["country"].choices = [
            ("", _("all countries")),
            *sorted(((code, country(code)) for code in countries), key=lambda pair: pair[1]),
        ]
        self.is_valid()  # a field that does not validate simply does not narrow

    @property
    def chosen(self) -> dict:
        """What narrows the list, field by field."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def area_label(self) -> str:
        """The area asked for in the reader's language."""
        area = self.chosen.get("area", "")
        return country(area) if len(area) == 2 else area

    def apply(self, reports: QuerySet) -> QuerySet:
        """Narrow only."""
        chosen = self.chosen
        if "q" in chosen:
            reports = reports.search(chosen["q"])
        if chosen.get("area_class") == NOT_EDITORIAL:
            reports = reports.about_areas()
        elif "area_class" in chosen:
            reports = reports.filter(area_class=chosen["area_class"])
        for name, lookup in (
            ("topic", "topics"),
            ("year", "issue__appeared_on__year"),
            ("since", "issue__appeared_on__year__gte"),
            ("until", "issue__appeared_on__year__lte"),
        ):
            if name in chosen:
                reports = reports.filter(**{lookup: chosen[name]})
        if "country" in chosen:
            reports = reports.filter(about(Q(country=chosen["country"])))
        if "area" in chosen:
            area = chosen["area"]
            reports = reports.filter(about(Q(name=area) | Q(name="", country=area)))
        return reports

    def order(self, reports: QuerySet) -> QuerySet:
        """The best match first where words were asked for, else the newest."""
        words = " ".join(self.chosen.get("q", "").split())
        if not words:
            return reports.newest()
        query = asked(words)
        return reports.annotate(rank=SearchRank(F("search"), query)).order_by(
            "-rank", "-issue__appeared_on", "-pk"
        )


def about(condition: Q) -> Exists:
    """That a report is about such an area."""
    return Exists(ReportArea.objects.filter(condition, report=OuterRef("pk")))


class TrendsFilter(forms.Form):
    """Which reports are counted; `years` are those that have any, newest first."""

    area_class = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[
            ("", _("every area")),
            *(c for c in AreaClasses.choices if c[0] not in ("editorial", "unknown")),
        ],
    )
    since = forms.TypedChoiceField(label=_("From"), required=False, coerce=int, empty_value=None)
    until = forms.TypedChoiceField(label=_("Until"), required=False, coerce=int, empty_value=None)
    silent = forms.TypedChoiceField(
        label=_("Untouched for"), required=False, coerce=int, empty_value=None, choices=[]
    )

    def __init__(self, data, *, years):
        super().__init__(data)
        self.years = years
        choices = [(year, year) for year in years]
        self.fields["since"].choices = [("", _("the first year")), *choices]
        self.fields["until"].choices = [("", _("the last year")), *choices]
        self.fields["silent"].choices = [
            ("", _("three years")), (1, _("one year")), (2, _("two years")), (5, _("five years")),
        ]  # fmt: skip
        self.is_valid()

    @property
    def counted_class(self) -> str:
        """The class of area that is counted; "" for all."""
        return self.cleaned_data.get("area_class", "")

    @property
    def first_year(self) -> int | None:
        """The first year counted; None while there is no report."""
        return self.cleaned_data.get("since") or min(self.years, default=None)

    @property
    def last_year(self) -> int | None:
        """The last year counted, which is not before the first."""
        last = self.cleaned_data.get("until") or max(self.years, default=None)
        return max(last, self.first_year) if last else None

    @property
    def silent_years(self) -> int:
        """For how many years a country may be silent before it counts as untouched."""
        return self.cleaned_data.get("silent") or SILENT_YEARS

    def apply(self, reports: QuerySet) -> QuerySet:
        """The reports that count: what the newsletter says of itself does not."""
        reports = reports.about_areas()
        if self.counted_class:
            reports = reports.filter(area_class=self.counted_class)
        if self.first_year:
            years = (date(self.first_year, 1, 1), date(self.last_year, 12, 31))
            reports = reports.filter(issue__appeared_on__range=years)
        return reports
