# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a case study, under the keys of the outreach form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.studies import CaseStudy


class SectionKey(models.TextChoices):
    """The sections of the outreach form, and one for whatever fits none of them."""

    SUMMARY = "summary", _("Summary")
    CONTEXT = "context", _("Context and background")
    GOALS = "goals", _("Goals")
    IMPLEMENTATION = "implementation", _("Implementation and steps")
    OUTCOMES = "outcomes", _("Outcomes")
    REFLECTION = "reflection", _("Reflection and lessons learned")
    RESOURCES = "resources", _("Resources, links and additional context")
    OTHER = "other", _("More")


class Section(models.Model):
    """One section's text: wikitext, under a key of the form, with the heading the page gave it."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, choices=SectionKey)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    changed_in = models.PositiveIntegerField(
        default=1, help_text="The version of the case study that its text is from."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case_study", "position"], name="section_position_once")
        ]

    def __str__(self):
        return self.heading or self.get_key_display()
