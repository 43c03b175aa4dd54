# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has worked with institutions before: narrowed by country, kind of institution, skill, role, affiliate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate, Membership, User
from accounts.naming import named_to
from dashboards.small_groups import LEAST
from interface import words
from interface.forms import QuickSelect
from partnerships.countries import country_choices
from partnerships.models import Institution, Partnership
from partnerships.models.sharing import shared_scope


class PeopleFilter(forms.Form):
    """Narrows people; shrugs at nonsense in the address."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100, widget=forms.SearchInput)
    country = forms.ChoiceField(
        label=_("Worked in"),
        required=False,
        choices=lambda: [("", _("all countries")), *country_choices()],
        widget=QuickSelect,
    )
    kind = forms.ChoiceField(
        label=_("With a"), required=False, choices=[("", _("any institution")), *Institution.Kind.choices]
    )
    skill = forms.ChoiceField(
        label=_("Can help with"), required=False, choices=[("", _("anything")), *User.Skill.choices]
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("any role")), *Membership.Role.choices]
    )
    affiliate = forms.ModelChoiceField(
        Affiliate.objects.all(), label=_("Affiliate"), required=False, empty_label=_("all affiliates")
    )

    def apply(self, *, reader) -> QuerySet:
        """People with a role or a partnership they lead, who match what is asked and let the reader see their name."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value}
        led = _heard_of(reader).filter(lead=OuterRef("pk"))
        roles = Membership.objects.current().filter(user=OuterRef("pk"))
        if "role" in told:
            roles = roles.filter(role=told["role"])
        if "affiliate" in told:
            roles = roles.filter(affiliate=told["affiliate"])
        people = User.objects.filter(named_to(reader), is_active=True, restricted_at=None)
        if {"role", "affiliate"} & told.keys():
            people = people.filter(Exists(roles))
        if country := told.get("country"):
            led = led.filter(institution__country=country)
        if kind := told.get("kind"):
            led = led.filter(institution__kind=kind)
        worked = Exists(led)
        people = people.filter(worked if {"country", "kind"} & told.keys() else worked | Exists(roles))
        if skill := told.get("skill"):
            people = people.filter(skills__contains=[skill])
        if q := told.get("q"):
            people = people.filter(Q(wiki_username__icontains=q) | Q(username__iexact=q))
        return people.order_by("wiki_username", "pk")


def _heard_of(user) -> QuerySet:
    """The partnerships that tell of their leads' experience: all but the confidential ones of others."""
    return (Partnership.objects.inside_for(user) | Partnership.objects.open_to_others()).kept()


@dataclass
class Experience:
    """What one person has led: how many partnerships, where, with whom; `seen` are those the reader may see."""

    person: User
    led: int = 0
    seen: int = 0
    countries: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)

    @property
    def told(self) -> str:
        """How many, without giving away a few that the reader may not see."""
        if self.led == self.seen or self.led - self.seen >= LEAST:
            return words.number(self.led)
        if not self.seen:
            return _("fewer than 5") if self.led < LEAST else words.number(self.led)
        return _("at least %(number)s") % {"number": words.number(self.seen)}


def experience_of(people: Iterable[User], user) -> list[Experience]:
    """The experience of each as `user` may know it, in two queries however many they are."""
    told = {person.pk: Experience(person, skills=_labels(person)) for person in people}
    rows = _heard_of(user).filter(lead__in=told).order_by()
    seen = Count("pk", filter=shared_scope(user, "partnership.see", published=Q(is_public=True)))
    counts = rows.values_list("lead", "institution__country", "institution__kind").annotate(
        Count("pk"), told_seen=seen
    )
    countries, kinds = defaultdict(lambda: defaultdict(int)), defaultdict(lambda: defaultdict(int))
    for lead, country, kind, number, visible in counts:
        told[lead].led += number
        told[lead].seen += visible
        countries[lead][country] += number
        kinds[lead][kind] += number
    for pk, person in told.items():
        person.countries = [words.country(code) for code in _most(countries[pk])]
        person.kinds = [str(Institution.Kind(kind).label) for kind in _most(kinds[pk])]
    for role in Membership.objects.current().filter(user__in=told).select_related("affiliate"):
        told[role.user_id].roles.append((str(role.affiliate), role.get_role_display()))
    return list(told.values())


def _labels(person: User) -> list[str]:
    known = dict(User.Skill.choices)
    return [str(known[skill]) for skill in person.skills if skill in known]


def _most(counts: dict[str, int]) -> list[str]:
    """The names counted most often first."""
    return [name for name, _number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
