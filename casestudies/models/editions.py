# SPDX-License-Identifier: GPL-3.0-or-later
"""A case study of ours as it stands on the wiki, and what both sides last agreed on."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models.studies import CaseStudy
from outreach.models import Publication


class Edition(models.Model):
    """The tie between a case study of ours and its page on the wiki.

    `base_text` is what the wiki held when both sides last said the same: the common ground of a comparison in
    three parts. Once both have changed since, `conflict_at` says so, and neither is written over the other.
    """

    case_study = models.OneToOneField(CaseStudy, models.CASCADE, related_name="edition")
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+", help_text="The latest order."
    )
    title = models.CharField(_("title on the wiki"), max_length=255)
    ordered_version = models.PositiveIntegerField(
        default=0, help_text="The version of the case study that the latest order was made from."
    )
    base_revision = models.BigIntegerField(default=0, help_text="0: never published.")
    base_text = models.TextField(blank=True)
    based_at = models.DateTimeField(null=True)
    conflict_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.title

    @property
    def is_published(self):
        """Whether there is, or was, such a page that we wrote."""
        return self.base_revision > 0


class KnownRevision(models.Model):
    """A revision of the page that we came to know, by our own edit or by a sync: number and moment, no text."""

    class Origin(models.TextChoices):
        OURS = "ours", _("published from here")
        WIKI = "wiki", _("changed on the wiki")

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="known_revisions")
    revision = models.BigIntegerField()
    revised_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)
    origin = models.CharField(max_length=5, choices=Origin)

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["case_study", "revision"], name="known_revision_once"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["ours", "wiki"]), name="known_revision_origin_known"
            ),
        ]

    def __str__(self):
        return f"{self.case_study_id} {self.revision}"
