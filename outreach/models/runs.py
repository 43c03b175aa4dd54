# SPDX-License-Identifier: GPL-3.0-or-later
"""Each attempt to mirror a wiki, and how it ended."""

from django.db import models
from django.urls import reverse

from accounts.permissions import may_somewhere
from outreach.models.sources import Source
from work.models import Run


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
