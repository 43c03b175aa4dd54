# SPDX-License-Identifier: GPL-3.0-or-later
"""The mirror of a wiki: its pages as we last saw them, the people on them, and each sync's outcome."""

from urllib.parse import quote

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import may_somewhere, scope
from work.models import Run


class Source(models.Model):
    """A wiki we mirror, named by its host: data, never a constant."""

    host = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=200, blank=True)
    page_url = models.CharField(
        max_length=500, blank=True, help_text="Where pages are read, with $1 for a title."
    )
    licence_name = models.CharField(max_length=200, blank=True)
    licence_url = models.CharField(max_length=500, blank=True)

    def __str__(self):
        return self.name or self.host


class PageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Mirrored pages come from a public wiki."""
        return self.filter(scope(user, "contributor.see"))

    def present(self):
        return self.filter(state=Page.State.PRESENT)


class Page(models.Model):
    """Our copy of one wiki page, keyed by its page id there. Never emptied by a fault."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        REDIRECT = "redirect", _("redirect")
        HIDDEN = "hidden", _("text hidden on the wiki")
        GONE = "gone", _("gone from the wiki")

    source = models.ForeignKey(Source, models.PROTECT, related_name="pages")
    page_id = models.BigIntegerField()
    title = models.CharField(max_length=255)
    kind = models.CharField(
        max_length=30, blank=True, help_text="The registered page kind; empty: none of ours."
    )
    state = models.CharField(max_length=10, choices=State, default=State.PRESENT)
    revision = models.BigIntegerField()
    revised_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    sha1 = models.CharField(max_length=40, blank=True)
    redirects_to = models.CharField(max_length=255, blank=True)
    categories = models.JSONField(default=list)
    templates = models.JSONField(default=list)
    anonymous_contributors = models.PositiveIntegerField(default=0)
    fault = models.CharField(
        max_length=300, blank=True, help_text="Why the text could not be read, in words."
    )
    synced_at = models.DateTimeField(default=timezone.now)

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "page_id"], name="page_once")]
        indexes = [
            models.Index(fields=["source", "title"], name="page_by_title"),
            models.Index(fields=["source", "redirects_to"], name="page_redirects"),
            models.Index(fields=["kind", "state"], name="page_by_kind"),
        ]

    def __str__(self):
        return self.title

    @property
    def wiki_url(self):
        """The page on the wiki; empty where the wiki has not told its addresses yet."""
        title = quote(self.title.replace(" ", "_"), safe="/:'()!,;@")
        return self.source.page_url.replace("$1", title)

    @property
    def revision_url(self):
        """The very revision we hold."""
        return self.address_at(self.revision)

    def address_at(self, revision: int):
        """One revision of the page on the wiki."""
        separator = "&" if "?" in self.wiki_url else "?"
        return f"{self.wiki_url}{separator}oldid={revision}" if self.wiki_url else ""


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


class SyncRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if may_somewhere(user, "sync.see") else self.none()

    def newest(self):
        return self.select_related("run", "run__actor", "source").order_by("-pk")


class SyncRun(models.Model):
    """One attempt to mirror a wiki, and how it ended; the work itself is `run`.

    `reasons` says page by page what could not be read: [{"title", "reason"}], at most 200.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="sync_run")
    source = models.ForeignKey(Source, models.PROTECT, related_name="sync_runs")
    requests = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    redirects = models.PositiveIntegerField(default=0)
    hidden = models.PositiveIntegerField(default=0)
    unparsable = models.PositiveIntegerField(default=0)
    parsed = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=list)

    objects = SyncRunQuerySet.as_manager()

    def __str__(self):
        return f"{self.source} {self.run_id}"

    def get_absolute_url(self):
        return reverse("outreach:sync-run", args=[self.pk])
