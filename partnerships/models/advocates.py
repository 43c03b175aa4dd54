# SPDX-License-Identifier: GPL-3.0-or-later
"""Advocates: the people at institutions through whom partnerships live."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models.institutions import Institution


class AdvocateQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "advocate.see"))


@tracked()
class Advocate(models.Model):
    """A person at an institution who speaks for the partnership there; needs no account.

    Known to one affiliate only: two affiliates that know the same person keep a record each.
    """

    class Engagement(models.TextChoices):
        CHAMPION = "champion", _("champion")
        SUPPORTER = "supporter", _("supporter")
        NEUTRAL = "neutral", _("neutral")
        COOLING = "cooling", _("cooling")
        LEFT = "left", _("left")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="advocates")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=50, blank=True)
    wiki_username = models.CharField(_("wiki username"), max_length=255, blank=True)
    engagement = models.CharField(
        _("engagement"), max_length=20, choices=Engagement, default=Engagement.NEUTRAL
    )
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdvocateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(engagement__in=["champion", "supporter", "neutral", "cooling", "left"]),
                name="advocate_engagement_known",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partnerships:institution", args=[self.institution_id]) + f"#advocate-{self.pk}"
