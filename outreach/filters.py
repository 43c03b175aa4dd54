# SPDX-License-Identifier: GPL-3.0-or-later
"""Narrows the directory of contributors and the list of claims; shrugs at nonsense in the address."""

from datetime import date, timedelta

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interface import words
from outreach.models import Claim, Contribution

SAID = "said:"  # before a role that pages claim, which is not one of the two that we see for ourselves
KINDS = {
    "case-study": _("case studies"),
    "newsletter": _("newsletter reports"),
    "people-list": _("lists of people"),
}
YEARS = (1, 2, 5)


def _choice(label, none) -> forms.CharField:
    """A field whose choices are found out later; what is asked for stays whatever they are."""
    widget = forms.Select(choices=[("", none)])
    return forms.CharField(label=label, required=False, max_length=220, widget=widget)


def _claimed(*conditions: Q, **fields) -> Exists:
    return Exists(Claim.objects.standing().filter(*conditions, contributor=OuterRef("pk"), **fields))


def _done(**fields) -> Exists:
    return Exists(Contribution.objects.on_present_pages().filter(contributor=OuterRef("pk"), **fields))


def _role(asked: str):
    if asked.startswith(SAID):
        return _claimed(kind=Claim.Kind.ROLE, key=asked.removeprefix(SAID))
    return _done(role=asked) if asked in Contribution.Role.values else None


def _institution(asked: str):
    named = Q(value__icontains=asked) | Q(affiliate__name__icontains=asked) | Q(item__iexact=asked)
    return _claimed(named, kind=Claim.Kind.AFFILIATION)


def since(years: str) -> date | None:
    """The first day of so many years before today."""
    number = next((each for each in YEARS if str(each) == years), None)
    return timezone.localdate() - timedelta(days=365.25 * number) if number else None


def _within(years: int) -> str:
    text = ngettext("in the last year", "in the last %(years)s years", years)
    return text % {"years": words.number(years)}


# What each filter asks of a contributor; None where the address holds nonsense.
CONDITIONS = {
    "q": lambda asked: Q(username__icontains=asked),
    "country": lambda asked: _claimed(kind=Claim.Kind.COUNTRY, key=asked.upper()),
    "institution": _institution,
    "worked": lambda asked: _done(page__kind=asked) if asked in KINDS else None,
    "role": _role,
    "skill": lambda asked: _claimed(kind=Claim.Kind.SKILL, key=asked),
    "active": lambda asked: _done(active_on__gte=day) if (day := since(asked)) else None,
}
SORTS = {"name": _("name"), "active": _("last active"), "pages": _("number of pages")}


class ContributorFilter(forms.Form):
    """Who has worked with institutions before, as far as the wiki tells."""

    q = forms.CharField(label=_("Username"), required=False, max_length=100, widget=forms.SearchInput)
    country = _choice(_("Country"), _("all countries"))
    institution = forms.CharField(label=_("Institution or affiliate"), required=False, max_length=100)
    worked = _choice(_("Worked on"), _("anything"))
    role = _choice(_("What they did"), _("anything"))
    skill = _choice(_("Can help with"), _("anything"))
    active = _choice(_("Last active"), _("at any time"))
    sort = forms.CharField(
        label=_("Sort by"), required=False, max_length=10, widget=forms.Select(choices=list(SORTS.items()))
    )

    @cached_property
    def told(self) -> dict[str, str]:
        """What is asked, without what is nonsense."""
        self.is_valid()  # makes cleaned_data, of whatever is sound
        asked = {name: value for name, value in self.cleaned_data.items() if value and name in CONDITIONS}
        if "country" in asked:
            asked["country"] = asked["country"].upper()
        return {name: value for name, value in asked.items() if CONDITIONS[name](value) is not None}

    def apply(self, contributors, *, but: str = ""):
        """Those who did something on present pages and match all that is asked `but` for one filter."""
        conditions = [CONDITIONS[name](value) for name, value in self.told.items() if name != but]
        return contributors.filter(_done(), *conditions)

    def in_order(self, contributors):
        """Sorted as asked, else by name; who comes first among equals is always the same."""
        sort = self.cleaned_data.get("sort") if self.is_valid() else ""
        if sort == "active":
            return contributors.by_newest_day()
        return contributors.by_pages() if sort == "pages" else contributors.order_by("username", "pk")

    def each_but_one(self, contributors) -> dict:
        """For each filter with choices, whom all the others leave; the same query where it asks nothing itself."""
        narrowed = self.apply(contributors).values("pk")
        return {
            name: self.apply(contributors, but=name).values("pk") if name in self.told else narrowed
            for name in ("country", "worked", "role", "skill", "active")
        }

    def offer(self, *, countries, kinds, deeds, roles, skills, newest) -> None:
        """Offer these choices, which lead somewhere, and no others."""
        named = [(code, words.country(code)) for code, _number in countries]
        self._choose("country", sorted(named, key=lambda pair: pair[1]))
        self._choose("worked", [(kind, KINDS[kind]) for kind in kinds if kind in KINDS])
        done = [(each.value, each.label) for each in Contribution.Role if each.value in deeds]
        self._choose("role", done + [(SAID + key, said) for key, said in roles])
        self._choose("skill", skills)
        within = [str(years) for years in YEARS if newest and newest >= since(str(years))]
        self._choose("active", [(years, _within(int(years))) for years in within])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        widget = self.fields[name].widget
        asked = self.told.get(name, "")
        if asked and asked not in dict(choices):
            shown = words.country(asked) if name == "country" else KINDS.get(asked, asked.removeprefix(SAID))
            choices = [*choices, (asked, shown)]
        widget.choices = [*widget.choices, *choices]


class ClaimFilter(forms.Form):
    """Narrows claims by whom they are of, what they say, and whether somebody has decided."""

    q = forms.CharField(
        label=_("Username or words"), required=False, max_length=100, widget=forms.SearchInput
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all kinds")), *Claim.Kind.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=Claim.State.choices)

    def apply(self, claims):
        self.is_valid()
        told = self.cleaned_data
        claims = claims.filter(state=told.get("state") or Claim.State.OPEN)
        if kind := told.get("kind"):
            claims = claims.filter(kind=kind)
        if q := told.get("q"):
            claims = claims.filter(Q(contributor__username__icontains=q) | Q(value__icontains=q))
        return claims.order_by("contributor__username", "kind", "pk")
