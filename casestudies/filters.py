# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows and sorts the list of case studies; the address holds it all, and nonsense is shrugged at."""

import django_filters
from django import forms
from django.contrib.postgres.search import SearchRank
from django.db.models import (
    Case,
    Count,
    F,
    FloatField,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from accounts.models import Affiliate
from casestudies.facets import BY_NAME, FACETS, Facet
from casestudies.full_text import asked
from casestudies.models import CaseStudy, Section, SectionKey, Translation
from interface.filters import ById
from partnerships.models import Institution, Partnership

# Which of ten thousand matches is the best matters little, and asking would read all their texts.
RANKED = 1_000
FORM_KEYS = [key for key in SectionKey if key != SectionKey.OTHER]
_NUMBER = {"required": False, "min_value": 1, "max_value": 2**31 - 1, "widget": forms.HiddenInput}


class Facetted(forms.Field):
    """The values of a facet that an address names, one or several; those that make no sense are left out."""

    widget = forms.SelectMultiple

    def __init__(self, facet: Facet, *, is_strict: bool = False):
        super().__init__(required=False, label=facet.label)
        self.facet = facet
        self.is_strict = is_strict

    def to_python(self, value) -> list[str]:
        values = self.facet.read(value or [])
        if self.is_strict and set(values) != set(value or []):
            raise forms.ValidationError(_("Not every value makes sense here."), code="invalid")
        return values


class CaseStudyFilter(forms.Form):
    """Narrows and sorts case studies for one reader; of a facet several values may be asked for."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    institution = forms.IntegerField(**_NUMBER)
    affiliate = forms.IntegerField(**_NUMBER)
    sort = forms.ChoiceField(
        label=_("Sort"),
        required=False,
        choices=[
            ("", _("best match")),
            ("newest", _("newest first")),
            ("title", _("by title")),
            ("completeness", _("most complete first")),
        ],
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user
        self.facets = [facet for facet in FACETS if facet.name != "state" or user.is_authenticated]
        for facet in self.facets:
            self.fields[facet.name] = Facetted(facet)
        self.is_valid()  # a field that does not validate simply does not narrow

    @cached_property
    def chosen(self) -> dict:
        """What narrows the list, field by field: words, records, and lists of a facet's values."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}
        if "q" in chosen:
            chosen["q"] = " ".join(chosen["q"].split())
        for name in ("institution", "affiliate"):
            if name in chosen and name not in self.about:
                del chosen[name]
        return {name: value for name, value in chosen.items() if value}

    @cached_property
    def about(self) -> dict[str, Institution | Affiliate]:
        """The institution and the affiliate asked for, as far as there are such; one query."""
        institution, affiliate = (self.cleaned_data.get(name) for name in ("institution", "affiliate"))
        if not (institution or affiliate):
            return {}
        institutions = Institution.objects.visible_to(self.user).filter(pk=institution or 0)
        rows = institutions.order_by().values_list(Value("institution"), "pk", "name", "names")
        if affiliate:
            affiliates = Affiliate.objects.filter(pk=affiliate).order_by()
            rows = rows.union(
                affiliates.values_list(Value("affiliate"), "pk", "name", Value({}, JSONField()))
            )
        return {
            kind: Institution(pk=pk, name=name, names=names)
            if kind == "institution"
            else Affiliate(pk=pk, name=name)
            for kind, pk, name, names in rows
        }

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.chosen.get("q", "")

    @property
    def values(self) -> dict[str, list[str]]:
        """{facet: the values chosen}."""
        return {facet.name: self.chosen[facet.name] for facet in self.facets if facet.name in self.chosen}

    def before_facets(self, case_studies: QuerySet, *, is_frequent: bool = False) -> QuerySet:
        """Narrowed by words and records alone: what the facets count in."""
        if "institution" in self.chosen:
            case_studies = case_studies.filter(institution=self.chosen["institution"])
        if "affiliate" in self.chosen:
            case_studies = case_studies.of_affiliate(
                self.chosen["affiliate"], partnerships=Partnership.objects.visible_to(self.user)
            )
        return case_studies.search(self.words, is_frequent=is_frequent)

    def conditions(self) -> dict[str, Q]:
        """{facet: what it asks}; withdrawn ones are left out unless they are asked for."""
        conditions = {name: BY_NAME[name].matches(values) for name, values in self.values.items()}
        return {"state": ~Q(state=CaseStudy.State.WITHDRAWN)} | conditions

    def apply(self, case_studies: QuerySet, *, total: int = 0) -> QuerySet:
        """Narrowed and in order; `total`, where it is known, spares ranking very many."""
        found = self.before_facets(case_studies, is_frequent=total > RANKED)
        return self.order(found.filter(*self.conditions().values()), total=total)

    def order(self, case_studies: QuerySet, *, total: int = 0) -> QuerySet:
        """By best match where words are asked for, unless there are too many to rank; else as asked."""
        sort = self.cleaned_data.get("sort")
        if sort == "title":
            return case_studies.order_by("title", "-pk")
        if sort == "completeness":
            return case_studies.annotate(complete=_complete()).order_by("-complete", "-saved_at", "-pk")
        if self.is_ranked(total) and (query := asked(self.words)) is not None:
            return case_studies.annotate(rank=_rank(query)).order_by("-rank", "-saved_at", "-pk")
        return case_studies.order_by("-saved_at", "-pk")

    def is_ranked(self, total: int) -> bool:
        """Whether the best match comes first."""
        return bool(self.words) and not self.cleaned_data.get("sort") and total <= RANKED


def _rank(query):
    """How well the words match the text or one of its translations."""
    translations = Translation.objects.filter(case_study=OuterRef("pk"), search=query).order_by()
    best = translations.values("case_study").annotate(best=Max(SearchRank(F("search"), query))).values("best")
    return Greatest(SearchRank(F("search"), query), Coalesce(Subquery(best), 0.0))


def _complete():
    """The share of the form that is filled: as read of mirrored ones, else counted."""
    filled = Section.objects.filter(case_study=OuterRef("pk"), key__in=FORM_KEYS).exclude(text="").order_by()
    counted = filled.values("case_study").annotate(number=Count("key", distinct=True)).values("number")
    share = Cast(Coalesce(Subquery(counted), 0), FloatField()) / len(FORM_KEYS)
    return Case(When(reading__complete__isnull=False, then=F("reading__complete")), default=share)


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class OneOf(django_filters.Filter):
    """One of several values of a facet; at the API a value that makes no sense is refused in words."""

    def __init__(self, facet: Facet):
        super().__init__(facet.column, label=facet.label)
        self.facet = facet

    @property
    def field(self) -> Facetted:
        return Facetted(self.facet, is_strict=True)

    def filter(self, case_studies, values):
        return case_studies.filter(self.facet.matches(values)) if values else case_studies


class CaseStudyApiFilter(django_filters.rest_framework.FilterSet):
    """The same filters at the API, a facet's several values by repeating its name."""

    institution = ById()
    affiliate = ById(method="by_affiliate")
    country, institution_kind, kind, outcome, programme, tool, media, year, language, state = map(
        OneOf, FACETS
    )

    class Meta:
        model = CaseStudy
        fields = []

    def by_affiliate(self, case_studies, _name, number):
        return case_studies.of_affiliate(
            number, partnerships=Partnership.objects.visible_to(self.request.user)
        )
