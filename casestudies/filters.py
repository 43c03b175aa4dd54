# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows and sorts the list of case studies; the address holds it all, and nonsense is shrugged at."""

from django import forms
from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from casestudies.languages import NAMES
from casestudies.models import CaseStudy
from interface.words import country
from outreach.full_text import asked
from outreach.rendering import MARK_END, MARK_START
from partnerships.models import Institution

NOWHERE = "unknown"  # in the address, where an empty country means all of them


class CaseStudyFilter(forms.Form):
    """`places` are the (country, language) pairs that exist, so that no choice leads to an empty list."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    institution = forms.ModelChoiceField(Institution.objects.none(), required=False, widget=forms.HiddenInput)
    affiliate = forms.ModelChoiceField(Affiliate.objects.all(), required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        label=_("Sort"),
        required=False,
        choices=[
            ("", _("best match")),
            ("newest", _("newest first")),
            ("title", _("by title")),
        ],
    )

    def __init__(self, data, *, user, places):
        super().__init__(data)
        countries = {code for code, _language in places if code}
        languages = {language for _code, language in places if language}
        self.fields["country"].choices = [
            ("", _("all countries")),
            *sorted(((code, country(code)) for code in countries), key=lambda pair: pair[1]),
            (NOWHERE, _("no country known")),
        ]
        self.fields["language"].choices = [
            ("", _("all languages")),
            *sorted((code, NAMES.get(code, code)) for code in languages),
        ]
        self.fields["institution"].queryset = Institution.objects.visible_to(user)
        if user.is_authenticated:
            self.fields["state"].choices = [("", _("all but withdrawn")), *CaseStudy.State.choices]
        else:
            del self.fields["state"]
        self.is_valid()  # a field that does not validate simply does not narrow

    @property
    def chosen(self) -> dict:
        """What narrows the list, field by field."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "sort"}

    def apply(self, case_studies):
        """Narrow and sort; what is searched for is marked in `marked_lead`."""
        chosen = self.chosen
        if "state" not in chosen:
            case_studies = case_studies.exclude(state=CaseStudy.State.WITHDRAWN)
        for name in ("country", "language", "state", "institution"):
            if name in chosen:
                value = "" if chosen[name] == NOWHERE else chosen[name]
                case_studies = case_studies.filter(**{name: value})
        if "affiliate" in chosen:
            case_studies = case_studies.of_affiliate(chosen["affiliate"])
        words = " ".join(chosen.get("q", "").split())
        order = ["-saved_at", "-pk"]
        if words:
            case_studies = case_studies.search(words).annotate(marked_lead=_marked(words))
            if not self.cleaned_data.get("sort"):
                case_studies = case_studies.annotate(rank=SearchRank(F("search"), asked(words)))
                order = ["-rank", *order]
        if self.cleaned_data.get("sort") == "title":
            order = ["title", "-pk"]
        return case_studies.order_by(*order)


def _marked(words: str) -> SearchHeadline:
    return SearchHeadline(
        "lead",
        asked(words),
        config="simple",
        start_sel=MARK_START,
        stop_sel=MARK_END,
        highlight_all=True,
    )
