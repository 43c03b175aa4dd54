# SPDX-License-Identifier: GPL-3.0-or-later
"""What Commons last said of a category: its counts, the tree below it, and how it grew."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from presence.models.places import Place


class CategoryRecordQuerySet(models.QuerySet):
    def due(self, *, now):
        """Those to count again, the longest waiting first."""
        return self.filter(due_at__lte=now, place__removed_at=None).order_by("due_at", "pk")


class CategoryRecord(models.Model):
    """How a Commons category stood when it was last counted. Written by the worker, daily."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not counted yet")
        FOUND = "found", _("there")
        MISSING = "missing", _("not there")
        GONE = "gone", _("no longer there")
        UNREADABLE = "unreadable", _("could not be read")

    place = models.OneToOneField(Place, models.CASCADE, related_name="category")
    state = models.CharField(max_length=10, choices=State, default=State.UNCHECKED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it could not be read, in words.")
    # The category that this one redirects to; what is counted is that one's.
    moved_to = models.CharField(max_length=255, blank=True)
    is_soft_redirect = models.BooleanField(default=False)
    has_page = models.BooleanField(default=True)
    files = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    subcategories = models.PositiveIntegerField(default=0)
    tree_files = models.PositiveBigIntegerField(default=0)
    tree_categories = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    is_cut = models.BooleanField(default=False, help_text="There is more below than we walk.")
    # When the counts are from; a later check that found nothing leaves them.
    counted_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)

    objects = CategoryRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unchecked", "found", "missing", "gone", "unreadable"]),
                name="category_state_known",
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="category_due")]

    def __str__(self):
        return f"{self.place_id}: {self.state}"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody asked for a count that has not happened yet."""
        return self.due_at <= timezone.now()


class CategoryNode(models.Model):
    """One category of the tree below a place, once, however many ways lead to it. Replaced at each count."""

    record = models.ForeignKey(CategoryRecord, models.CASCADE, related_name="nodes")
    name = models.CharField(max_length=255)
    parent = models.CharField(max_length=255, blank=True)
    depth = models.PositiveSmallIntegerField()
    # Its line among all lines of the tree, so that reading in order draws the tree.
    position = models.PositiveSmallIntegerField()
    files = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    subcategories = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="node_one_per_line"),
            models.UniqueConstraint(fields=["record", "name"], name="node_once_per_tree"),
        ]

    def __str__(self):
        return self.name


class CategoryCount(models.Model):
    """How many files a category and its tree held on one day; the last count of a day stands."""

    record = models.ForeignKey(CategoryRecord, models.CASCADE, related_name="counts")
    counted_on = models.DateField()
    files = models.PositiveIntegerField()
    tree_files = models.PositiveBigIntegerField()
    tree_categories = models.PositiveIntegerField()

    class Meta:
        ordering = ["counted_on"]
        constraints = [models.UniqueConstraint(fields=["record", "counted_on"], name="count_once_a_day")]

    def __str__(self):
        return f"{self.counted_on}: {self.tree_files}"
