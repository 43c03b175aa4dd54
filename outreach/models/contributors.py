# SPDX-License-Identifier: GPL-3.0-or-later
"""The people on mirrored pages, and what they did there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from outreach.models.claims import Claim
from outreach.models.pages import Page
from outreach.models.sources import Source
from outreach.protection import hidden_from


class ContributorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whom this reader is shown, on pages, in the API, in searches and exports alike."""
        listed = self.filter(scope(user, "contributor.see")).listed()
        hidden = hidden_from(user)
        return listed.outside(hidden) if hidden else listed

    def listed(self):
        """Accounts that the wiki knows or was asked about: until then a new name may be one that wants to be left out."""
        unknown = Q(account_id=None, standing=Contributor.Standing.UNCHECKED)
        return self.exclude(unknown)

    def outside(self, countries):
        """Those of whom nothing that stands claims one of these countries, nor an affiliate there."""
        there = Claim.objects.standing().filter(
            Q(kind=Claim.Kind.COUNTRY, key__in=countries) | Q(affiliate__country__in=countries)
        )
        return self.exclude(Exists(there.filter(contributor=OuterRef("pk"))))

    def by_newest_day(self):
        """Who was active last comes first; those of whom no day is known come last."""
        newest = Subquery(_of_each().annotate(found=Max("active_on")).values("found"))
        return self.annotate(newest=newest).order_by(F("newest").desc(nulls_last=True), "username", "pk")

    def by_pages(self):
        """Who is on most pages comes first."""
        number = Subquery(_of_each().annotate(found=Count("page", distinct=True)).values("found"))
        return self.annotate(number=number).order_by(F("number").desc(nulls_last=True), "username", "pk")

    def unchecked(self, *, since):
        """Those of whom the wiki was not asked since that moment, longest ago first."""
        return self.filter(Q(checked_at=None) | Q(checked_at__lt=since)).order_by(
            F("checked_at").asc(nulls_first=True), "pk"
        )


class Contributor(models.Model):
    """A wiki account that worked on mirrored pages or stands on a list of people.

    One row an account: recognised by its id on the wiki, where known across all wikis, before its name, which
    may change: lists go on naming it by a former one. What the wiki says of it (`standing`) is as of `checked_at`.
    """

    class Standing(models.TextChoices):
        UNCHECKED = "unchecked", _("not looked up yet")
        PRESENT = "present", _("present")
        BLOCKED = "blocked", _("blocked")
        MISSING = "missing", _("no account of this name on the wiki")

    source = models.ForeignKey(Source, models.PROTECT, related_name="contributors")
    username = models.CharField(_("wiki username"), max_length=255)
    account_id = models.BigIntegerField(null=True)
    central_id = models.BigIntegerField(null=True)
    former_names = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNCHECKED)
    checked_at = models.DateTimeField(null=True)
    first_seen_at = models.DateTimeField(default=timezone.now)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(fields=["source", "username"], name="contributor_once"),
            models.UniqueConstraint(
                fields=["source", "account_id"],
                condition=Q(account_id__isnull=False),
                name="contributor_one_an_account",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["unchecked", "present", "blocked", "missing"]),
                name="contributor_standing_known",
            ),
        ]
        indexes = [
            models.Index(fields=["username"], name="contributor_by_name"),
            models.Index(fields=["checked_at"], name="contributor_by_check"),
        ]

    def __str__(self):
        return self.username

    def get_absolute_url(self):
        return reverse("outreach:contributor", args=[self.pk])


class ContributionQuerySet(models.QuerySet):
    def on_present_pages(self):
        """Those to pages that are on the wiki now, of a kind we mirror."""
        return self.filter(page__state=Page.State.PRESENT).exclude(page__kind="")


def _of_each():
    return (
        Contribution.objects.on_present_pages()
        .filter(contributor=OuterRef("pk"))
        .order_by()
        .values("contributor")
    )


class Contribution(models.Model):
    """That a contributor edited a page, or is named on it; `active_on` is when, as far as the page tells.

    It is the day of the newest edit where that was theirs, of a signature, or the first of a newsletter's month.
    """

    class Role(models.TextChoices):
        EDITED = "edited", _("edited")
        NAMED = "named", _("named on it")

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="contributions")
    page = models.ForeignKey(Page, models.CASCADE, related_name="contributions")
    role = models.CharField(max_length=10, choices=Role)
    confidence = models.FloatField(default=1.0)
    active_on = models.DateField(null=True)
    revision = models.BigIntegerField(help_text="The page's revision that says so.")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "page", "role"], name="contribution_once"),
            models.CheckConstraint(condition=Q(role__in=["edited", "named"]), name="contribution_role_known"),
        ]

    def __str__(self):
        return f"{self.contributor_id} {self.role} {self.page_id}"
