# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs that look alike, pairs known to be two, and merges that can be undone."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from partnerships.models import Institution

UNDO_DAYS = 30


class Pair(models.Model):
    """Two institutions; the older first, so that a pair is one pair."""

    first = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    second = models.ForeignKey(Institution, models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="%(class)s_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="%(class)s_older_first"),
        ]


class LikelyDuplicate(Pair):
    """A pair the finder found, with the signals that agree and how strongly (0 to 100)."""

    signals = models.JSONField(default=dict)
    strength = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta(Pair.Meta):
        indexes = [models.Index(fields=["-strength", "id"], name="duplicate_strongest")]

    def __str__(self):
        return f"{self.first_id} ~ {self.second_id}"


class NotDuplicate(Pair):
    """Somebody looked and said: these are two."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"


class Merge(models.Model):
    """One institution merged into another, with all that is needed to undo it exactly within 30 days.

    `before` holds the fields of both rows, and those of the kept one after; `moved` the rows that were
    pointed elsewhere ([{"model", "pks", "from", "to"}]), `dropped` those that could not stay, whole
    ([{"model", "row"}]).
    """

    kept = models.ForeignKey(Institution, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Institution, models.PROTECT, related_name="merged_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    choices = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merge_of_two"),
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="merge_once"),
        ]
        indexes = [models.Index(fields=["-merged_at"], name="merge_newest")]

    def __str__(self):
        return f"{self.absorbed_id} → {self.kept_id}"

    @property
    def may_be_undone_until_at(self):
        return self.merged_at + timedelta(days=UNDO_DAYS)
