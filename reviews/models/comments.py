# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said about a case study while it was reviewed."""

import hashlib
from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, SectionKey
from reviews.models.access import read_by

WHOLE = ""
LONGEST_COMMENT = 5_000
LONGEST_QUOTE = 1_000


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who wrote the case study and those who may review it."""
        return self.filter(case_study__in=read_by(user).values("pk"))

    def threads(self):
        """What was said first; the answers hang below."""
        return self.filter(thread=None)

    def unsettled(self):
        """Threads that nobody has settled yet."""
        return self.threads().filter(resolved_at=None)


class Comment(models.Model):
    """What somebody said about a section of a case study, or about the whole, or in answer to such a comment.

    Threads are one level deep; a thread is settled as a whole. `version` and `fingerprint` are those of the text
    which was read: by the second is known whether the passage has changed since.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="review_comments")
    section = models.CharField(_("section"), max_length=20, choices=SectionKey, blank=True)
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    quote = models.TextField(_("passage"), max_length=LONGEST_QUOTE, blank=True)
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, thread=None),
                name="review_comment_settled_as_a_thread",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case_study"],
                condition=Q(thread=None, resolved_at=None),
                name="review_comment_unsettled",
            )
        ]

    def __str__(self):
        return f"{self.case_study_id} {self.section or '*'}: {self.pk}"

    def is_outdated(self, fingerprints: dict[str, str]) -> bool:
        """Whether what it is about reads otherwise by now (`fingerprints_of` its case study)."""
        return self.fingerprint != fingerprints.get(self.section, "")

    @property
    def place(self):
        """Its place in the page."""
        return f"comment-{self.pk}"


def fingerprints_of(case_study: CaseStudy) -> dict[str, str]:
    """{section key: SHA-1 of its text}, and of the whole under "". One query, unless the sections are fetched."""
    texts = defaultdict(list)
    for section in case_study.sections.all():
        texts[section.key].append(section.text)
        texts[WHOLE].append(section.text)
    return {
        key: hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()
        for key, parts in texts.items()
    }
