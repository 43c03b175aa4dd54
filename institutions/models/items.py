# SPDX-License-Identifier: GPL-3.0-or-later
"""Wikidata items of institutions: how the link stands, and which facts came from there."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Institution


class ItemRecordQuerySet(models.QuerySet):
    def due(self, *, now):
        """Those to ask for again, the longest waiting first."""
        return self.filter(due_at__lte=now, institution__merged_into=None).order_by("due_at", "pk")


class ItemRecord(models.Model):
    """What we last learned of an institution's Wikidata item. Renewed monthly in batches."""

    class Standing(models.TextChoices):
        UNREAD = "unread", _("not read yet")
        CURRENT = "current", _("read")
        MERGED = "merged", _("merged into another item")
        MISSING = "missing", _("no longer there")
        TAKEN = "taken", _("merged into an item that another institution has")

    institution = models.OneToOneField(Institution, models.CASCADE, related_name="item_record")
    item = models.CharField(max_length=20)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNREAD)
    # The item it was before Wikidata merged it.
    former_item = models.CharField(max_length=20, blank=True)
    labels = models.JSONField(default=dict, blank=True)
    aliases = models.JSONField(default=dict, blank=True)
    parent_items = models.JSONField(default=list, blank=True)
    revision = models.BigIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now)

    objects = ItemRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=["unread", "current", "merged", "missing", "taken"]),
                name="itemrecord_standing_known",
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="itemrecord_due")]

    def __str__(self):
        return f"{self.institution_id}: {self.item} ({self.standing})"


class SourcedFact(models.Model):
    """Where one field of an institution came from. `keep_ours` shields it from the next renewal."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="sourced_facts")
    field = models.CharField(max_length=40)
    value = models.JSONField(
        null=True, blank=True, help_text="What the source said, whether we took it or not."
    )
    item = models.CharField(max_length=20)
    statement = models.CharField(max_length=20, blank=True, help_text="The property, such as P856.")
    keep_ours = models.BooleanField(default=False)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["field"]
        constraints = [models.UniqueConstraint(fields=["institution", "field"], name="fact_once_per_field")]

    def __str__(self):
        return f"{self.institution_id} {self.field}"
