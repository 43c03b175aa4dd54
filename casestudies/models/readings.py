# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine read in a case study besides its text."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from casestudies.models.studies import CaseStudy


class Reading(models.Model):
    """What was read by machine in one case study: figures, pictures, links, and how much of the form is filled.

    `figures` are [{"amount", "what", "sentence", "confidence"}] in the order of the text: hints for a reader,
    never measured values. The row follows the text and is thrown away with it.
    """

    case_study = models.OneToOneField(CaseStudy, models.CASCADE, related_name="reading")
    figures = models.JSONField(default=list)
    images = models.JSONField(default=list)
    links = models.JSONField(default=list)
    wiki_links = models.JSONField(default=list)
    complete = models.FloatField(default=0, validators=[MinValueValidator(0), MaxValueValidator(1)])

    class Meta:
        indexes = [models.Index(fields=["case_study", "complete"], name="reading_complete")]

    def __str__(self):
        return f"{self.case_study_id}: {len(self.figures)} figures"
