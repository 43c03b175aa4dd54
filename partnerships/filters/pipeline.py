# SPDX-License-Identifier: GPL-3.0-or-later
"""What the board, the list of partnerships and the list of moves can be narrowed by; kept in the address."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from partnerships.filters.conditions import (
    AGREEMENTS,
    STEPS,
    Conditions,
    agreement_is,
    read_conditions,
    step_is,
)
from partnerships.models import Institution, Partnership, StageMove
from partnerships.stages import Phase


def by_step(partnerships, state: str):
    """Open partnerships whose next step is overdue, today, planned or none."""
    return partnerships.filter(step_is(state))


def only_stale(partnerships):
    """Open, longer in the stage than its target, and nothing planned: the same sum as the mark on the card.

    A next step for today or a later day pauses it: somebody is at work.
    """
    grace = ExpressionWrapper(
        (F("stage__target_days") + 1) * Value(timedelta(days=1)), output_field=DurationField()
    )
    return partnerships.open().filter(
        Q(next_step_on=None) | Q(next_step_on__lt=timezone.localdate()),
        stage__target_days__isnull=False,
        stage_entered_at__lte=timezone.now() - grace,
    )


class BoardFilter(django_filters.FilterSet):
    """Narrows the board; nonsense in the address is ignored."""

    q = django_filters.CharFilter(method="search", label=_("Institution"))
    # Not choices of the form: a lead or country that is not on the list finds nothing, which is true.
    lead = django_filters.NumberFilter(label=_("Lead"), method="led_by", widget=forms.Select)
    country = django_filters.CharFilter(
        label=_("Country"), field_name="institution__country", widget=forms.Select
    )
    next_step = django_filters.ChoiceFilter(
        label=_("Next step"), choices=STEPS, method="by_step", empty_label=_("any")
    )
    agreement = django_filters.ChoiceFilter(
        label=_("Agreement"), choices=AGREEMENTS, method="by_agreement", empty_label=_("any")
    )

    class Meta:
        model = Partnership
        fields: list[str] = []

    def __init__(self, *args, leads=(), countries=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.form.fields["lead"].widget.choices = [("", _("everybody")), *leads]
        self.form.fields["country"].widget.choices = [("", _("all countries")), *countries]

    @cached_property
    def conditions(self) -> Conditions:
        """What the rows of `where=` in the address ask for beside the fields of the form."""
        return read_conditions(self.data)

    def filter_queryset(self, queryset):
        return self.conditions.narrow(super().filter_queryset(queryset), self.request.user)

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for."""
        self.form.is_valid()
        return any(self.form.cleaned_data.values()) or bool(self.conditions.rows)

    def search(self, partnerships, _name, value):
        return partnerships.filter(institution__in=Institution.objects.search(value))

    def led_by(self, partnerships, _name, value):
        return self.seen_from_inside(partnerships).filter(lead=value)

    def by_step(self, partnerships, _name, value):
        return by_step(self.seen_from_inside(partnerships), value)

    def by_agreement(self, partnerships, _name, value):
        return self.seen_from_inside(partnerships).filter(agreement_is(value))

    def seen_from_inside(self, partnerships):
        """The public part of a partnership must not tell who leads it or what comes next."""
        return partnerships.inside_for(self.request.user)


class PartnershipFilter(BoardFilter):
    """Narrows the list of partnerships, which reaches over affiliates."""

    phase = django_filters.ChoiceFilter(label=_("Phase"), choices=Phase.choices, empty_label=_("all phases"))
    affiliate = django_filters.ModelChoiceFilter(
        label=_("Affiliate"), queryset=Affiliate.objects.all(), empty_label=_("all affiliates")
    )
    open = django_filters.BooleanFilter(
        label=_("Only open ones"), method="only_open", widget=forms.CheckboxInput
    )
    stale = django_filters.BooleanFilter(
        label=_("Longer in the stage than planned"), method="only_stale", widget=forms.CheckboxInput
    )
    sort = django_filters.OrderingFilter(
        label=_("Order"),
        empty_label=_("latest opened first"),
        # Not by the next step: the order would tell strangers what is planned in public partnerships.
        fields=(("institution__name", "name"), ("stage_entered_at", "stage")),
        field_labels={
            "institution__name": _("name"),
            "-name": _("name, from the end"),
            "stage_entered_at": _("longest in the stage"),
            "-stage": _("latest in the stage"),
        },
    )

    def only_open(self, partnerships, _name, value):
        return partnerships.open() if value else partnerships

    def only_stale(self, partnerships, _name, value):
        return only_stale(self.seen_from_inside(partnerships)) if value else partnerships


class MoveFilter(django_filters.FilterSet):
    """Narrows the list of moves."""

    days = django_filters.NumberFilter(
        label=_("In the last … days"), method="in_last_days", min_value=1, max_value=3650
    )
    affiliate = django_filters.ModelChoiceFilter(
        label=_("Affiliate"), queryset=Affiliate.objects.all(), empty_label=_("all affiliates")
    )

    class Meta:
        model = StageMove
        fields: list[str] = []

    def in_last_days(self, moves, _name, value):
        return moves.in_last(int(value), now=timezone.now())
