# SPDX-License-Identifier: GPL-3.0-or-later
"""That somebody was erased, or their data restricted, so that a restored backup can be told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Erasure(models.Model):
    """One erasure: which record, when, and by what it is known again. No name, no address.

    `digests` are keyed hashes of all the person was known by: after a restore the record is erased again only
    if it is still the same person's. `fields` names what was erased of them, where it was not everything;
    `left` the rows that were left to be cut by hand, `kept` those that had to keep the name, with the reason.
    A restriction, and its end, stand here too: then `fields` says that alone, and nobody was erased.
    """

    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    digests = ArrayField(models.CharField(max_length=64), default=list)
    fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    left = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    kept = models.JSONField(default=list, blank=True)
    suppresses = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, blank=True)
    erased_at = models.DateTimeField(default=timezone.now)
    filed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was written into the file kept apart from the backups."
    )

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="erasure_of_subject")]

    def __str__(self):
        return f"{self.subject_kind} {self.subject_id}"

    @property
    def is_restriction(self):
        """Whether nothing was erased: the use of the data was restricted, or made free again."""
        return self.fields in (["restricted"], ["unrestricted"])
