# SPDX-License-Identifier: GPL-3.0-or-later
"""A reviewer's part in one round of a case study's review."""

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy
from reviews.models.access import may_still_review, read_by


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The words of a review are for those who wrote the case study and those who may review it."""
        return self.filter(case_study__in=read_by(user).values("pk"))

    def open(self):
        """Neither decided, nor overtaken by another's verdict, nor let go."""
        return self.filter(state=Review.State.OPEN)

    def waiting(self):
        """Open, of a case study that is filed, by somebody who may still review it."""
        return self.open().filter(may_still_review(), case_study__state=CaseStudy.State.FILED)

    def for_page(self):
        """All of them, the latest round first, each with whether its reviewer still may (`is_held`)."""
        held = ExpressionWrapper(may_still_review(), output_field=models.BooleanField())
        found = self.select_related("reviewer").annotate(is_held=held)
        return found.order_by("-round", "assigned_at", "pk")

    def decided(self):
        return self.filter(state=Review.State.DECIDED)


class Review(models.Model):
    """Somebody judges a case study, in one of its rounds: a round ends with one verdict, whoever gives it first.

    After `changes` the authors file again, and the next round begins with the same reviewers. `version` is that
    of the text which was judged. The words are for its authors and those who may review it, never public.
    """

    class State(models.TextChoices):
        OPEN = "open", _("not decided yet")
        DECIDED = "decided", _("decided")
        OVERTAKEN = "overtaken", _("decided by somebody else")
        LET_GO = "let-go", _("let go")

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("accepted")
        CHANGES = "changes", _("changes asked")

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewer")
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("due on"))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    answers = models.JSONField(
        default=dict, blank=True, help_text="{criterion: {answer, note}}, see `reviews.criteria`."
    )
    reminded_on = models.DateField(
        null=True, blank=True, help_text="When somebody was last reminded because of it."
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["round", "assigned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="decided", verdict__in=["accept", "changes"], decided_at__isnull=False)
                & Q(version__isnull=False)
                | Q(state__in=["open", "overtaken", "let-go"], verdict="", decided_at=None, version=None),
                name="review_decided_with_a_verdict",
            ),
            models.UniqueConstraint(
                fields=["case_study", "round"],
                condition=Q(state="decided"),
                name="review_one_verdict_a_round",
            ),
            models.UniqueConstraint(
                fields=["case_study", "reviewer"], condition=Q(state="open"), name="review_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "due_on"], condition=Q(state="open"), name="review_of_reviewer"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="review_due"),
        ]

    def __str__(self):
        return f"{self.case_study_id}/{self.round}: {self.reviewer_id}"

    @property
    def is_open(self):
        return self.state == self.State.OPEN


def round_of(case_study: CaseStudy) -> int:
    """The round that a filed case study is in: one more than have ended with a verdict."""
    return case_study.reviews.decided().count() + 1
