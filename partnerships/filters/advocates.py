# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of advocates: by name, affiliate, engagement, country, and whether they are still there."""

from datetime import timedelta

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from partnerships.countries import country_choices
from partnerships.models import Advocate, Notice, Post


def _affiliates(request):
    """Those whose advocates the reader may see: a choice must not tell of others."""
    return Affiliate.objects.filter(scope(request.user, "advocate.see", affiliate="pk"))


class AdvocateFilter(django_filters.FilterSet):
    """Narrows advocates; give it `request`, whose user looks. Warmth is asked here and applied by the view."""

    q = django_filters.CharFilter(
        label=_("Name"),
        method="by_name",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    affiliate = django_filters.ModelChoiceFilter(
        label=_("Affiliate"), queryset=_affiliates, empty_label=_("any")
    )
    warmth = django_filters.ChoiceFilter(
        label=_("Warmth"),
        choices=[
            ("warm", _("warm")),
            ("lukewarm", _("lukewarm")),
            ("cold", _("cold")),
            ("silent", _("silent")),
            ("unknown", _("not known yet")),
        ],
        method="keep_all",
        empty_label=_("any"),
    )
    engagement = django_filters.ChoiceFilter(
        label=_("Engagement"), choices=Advocate.Engagement.choices, empty_label=_("any")
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"), choices=country_choices, method="by_country", empty_label=_("any")
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[
            ("here", _("still there")),
            ("gone", _("has left")),
            ("ending", _("forgotten soon")),
            ("untold", _("not told in time")),
        ],
        method="by_standing",
        empty_label=_("any"),
    )

    class Meta:
        model = Advocate
        fields = []

    def keep_all(self, advocates, _name, _value):
        return advocates

    def by_name(self, advocates, _name, words):
        for word in words[:200].split()[:8]:
            advocates = advocates.filter(name__icontains=word)
        return advocates

    def by_country(self, advocates, _name, country):
        at = Post.objects.filter(advocate=OuterRef("pk"), ended_on=None, institution__country=country)
        return advocates.filter(Exists(at))

    def by_standing(self, advocates, _name, standing):
        if standing == "ending":
            soon = timezone.localdate() + timedelta(days=settings.CONTACT_REMINDER_DAYS)
            return advocates.running_out(by=soon).order_by("keep_until_on", "pk")
        if standing == "untold":
            overdue = Notice.objects.overdue(on=timezone.localdate())
            return advocates.filter(pk__in=overdue.values("advocate"))
        here = Exists(Post.objects.filter(advocate=OuterRef("pk"), ended_on=None))
        left = Q(engagement=Advocate.Engagement.LEFT)
        return advocates.filter(here).exclude(left) if standing == "here" else advocates.filter(~here | left)


class AdvocateApiFilter(django_filters.FilterSet):
    """What the API narrows advocates by; `institution` means those with an open post there."""

    institution = django_filters.NumberFilter(method="by_institution")

    class Meta:
        model = Advocate
        fields = ["affiliate", "engagement"]

    def by_institution(self, advocates, _name, institution):
        here = Post.objects.filter(advocate=OuterRef("pk"), ended_on=None, institution=institution)
        return advocates.filter(Exists(here))
