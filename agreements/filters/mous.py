# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of agreements: by standing, by when they end, by affiliate."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from agreements.permissions import publicly_summarised
from partnerships.models import Mou

STANDINGS = {
    "in_force": _("in force"),
    "coming": _("signed, not begun"),
    "draft": _("draft"),
    "ended": _("ended"),
    "replaced": _("replaced by a newer version"),
}


def _affiliates(request):
    """Those whose agreements the reader may see: a choice must not tell of others."""
    return Affiliate.objects.filter(scope(request.user, "mou.see", affiliate="pk", is_open=Q()))


class MouFilter(django_filters.FilterSet):
    """Narrows agreements; give it `request`, whose user looks. The ones that end first come first."""

    standing = django_filters.ChoiceFilter(
        label=_("Standing"), choices=list(STANDINGS.items()), method="by_standing", empty_label=_("any")
    )
    expiring = django_filters.ChoiceFilter(
        label=_("In force, ends within"),
        choices=[(days, format_lazy(_("{days} days"), days=days)) for days in ("30", "90", "180", "365")],
        method="by_end",
        empty_label=_("any time"),
    )
    affiliate = django_filters.ModelChoiceFilter(
        label=_("Affiliate"),
        field_name="partnership__affiliate",
        queryset=_affiliates,
        empty_label=_("any"),
    )

    summary = django_filters.ChoiceFilter(
        label=_("Public summary"),
        choices=[("open", _("open to all")), ("closed", _("not open"))],
        method="by_summary",
        empty_label=_("any"),
    )

    class Meta:
        model = Mou
        fields = []

    def by_standing(self, mous, _name, standing):
        """The twin of `Mou.standing`, for a query."""
        if standing == "in_force":
            return mous.in_force()
        today = timezone.localdate()
        signed = Q(state=Mou.State.SIGNED)
        current = signed & (Q(superseded_on=None) | Q(superseded_on__gt=today))
        others = {
            "draft": Q(state=Mou.State.DRAFT),
            "coming": current & Q(starts_on__gt=today),
            "ended": current & Q(ends_on__lt=today),
            "replaced": signed & Q(superseded_on__lte=today),
        }
        return mous.filter(others[standing])

    def by_end(self, mous, _name, days):
        return mous.expiring(within_days=int(days)).order_by("ends_on", "pk")

    def by_summary(self, mous, _name, summary):
        """Whether everybody may read a summary now."""
        is_open = Q(pk__in=publicly_summarised().order_by().values("pk"))
        return mous.filter(is_open if summary == "open" else ~is_open)
