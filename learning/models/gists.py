# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine keeps of each case study, so that no page reads its text again."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from casestudies.models import CaseStudy


class Gist(models.Model):
    """What was read in one version of a case study: its lesson, the sections that are filled, what it deals with.

    Thrown away with the text, and made anew when the text or the way of reading (`parser`) changes.
    """

    case_study = models.OneToOneField(CaseStudy, models.CASCADE, related_name="gist")
    version = models.PositiveIntegerField(help_text="The version of the case study that was read.")
    parser = models.PositiveSmallIntegerField()
    lesson = models.TextField(blank=True)
    filled = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    topics = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    works = models.PositiveBigIntegerField(null=True, blank=True)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [GinIndex(fields=["topics"], name="gist_by_topic")]

    def __str__(self):
        return f"{self.case_study_id}, version {self.version}"
