# SPDX-License-Identifier: GPL-3.0-or-later
"""Who writes a case study together with its author."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from casestudies.models.studies import CaseStudy


class CoAuthorQuerySet(models.QuerySet):
    def writing(self):
        """Who accepted and has not left: they may write."""
        return self.filter(accepted_at__isnull=False, ended_at=None)

    def invited(self):
        """Who has not answered yet: they may read, to know what they are asked for."""
        return self.filter(accepted_at=None, ended_at=None)


class CoAuthor(models.Model):
    """Somebody's share in the writing of a case study: invited by its author, accepted by themselves.

    `ended_at` is when they declined, left, or were let go; they lose the right with their next request. The row
    stays, so that who wrote is known; a new invitation is a new row.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="coauthors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "user"], condition=Q(ended_at=None), name="coauthor_once"
            )
        ]
        indexes = [models.Index(fields=["user"], condition=Q(ended_at=None), name="coauthor_of_user")]

    def __str__(self):
        return f"{self.user} ({self.case_study_id})"
