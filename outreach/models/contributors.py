# SPDX-License-Identifier: GPL-3.0-or-later
"""The people on mirrored pages."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from outreach.models.pages import Page
from outreach.models.sources import Source


class ContributorQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "contributor.see")).filter(is_opted_out=False)


class Contributor(models.Model):
    """A wiki account that worked on mirrored pages or stands on a list of people."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="contributors")
    username = models.CharField(_("wiki username"), max_length=255)
    account_id = models.BigIntegerField(null=True)
    is_opted_out = models.BooleanField(default=False, help_text="Asked to be left out; survives every sync.")
    first_seen_at = models.DateTimeField(default=timezone.now)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["username"]
        constraints = [models.UniqueConstraint(fields=["source", "username"], name="contributor_once")]
        indexes = [models.Index(fields=["username"], name="contributor_by_name")]

    def __str__(self):
        return self.username

    def get_absolute_url(self):
        return reverse("outreach:contributor", args=[self.pk])


class Contribution(models.Model):
    """That a contributor edited a page, or is named on it; and what the page says of them."""

    class Role(models.TextChoices):
        EDITED = "edited", _("edited")
        NAMED = "named", _("named on it")

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="contributions")
    page = models.ForeignKey(Page, models.CASCADE, related_name="contributions")
    role = models.CharField(max_length=10, choices=Role)
    affiliation = models.CharField(max_length=300, blank=True, help_text="As the page says, a claim.")
    confidence = models.FloatField(default=1.0)
    revision = models.BigIntegerField(help_text="The page's revision that says so.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "page", "role"], name="contribution_once"),
            models.CheckConstraint(condition=Q(role__in=["edited", "named"]), name="contribution_role_known"),
        ]

    def __str__(self):
        return f"{self.contributor_id} {self.role} {self.page_id}"
