# SPDX-License-Identifier: GPL-3.0-or-later
"""Who writes a case study together with its author."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import BooleanField, F, Func, Q
from django.utils import timezone

from accounts.models import WikiAccount
from accounts.permissions import scope
from casestudies.models.studies import CaseStudy


class CoAuthorQuerySet(models.QuerySet):
    def standing(self):
        """Who is invited or writes; nobody whose account is closed here or gone from the wiki."""
        gone = Q(user__wiki_account__trouble=WikiAccount.Trouble.GONE)
        return self.filter(ended_at=None, user__is_active=True).exclude(gone)

    def writing(self):
        """Who accepted and has not left: they may write."""
        return self.standing().filter(accepted_at__isnull=False)

    def invited(self):
        """Who has not answered yet: they may read, to know what they are asked for."""
        return self.standing().filter(accepted_at=None)

    def visible_to(self, user):
        """One's own; of a case study that one writes on, all who stand there."""
        mine = scope(user, "coauthor.answer", owner="user")
        return self.filter(mine | Q(case_study__in=CaseStudy.objects.written_by(user).values("pk")))

    def cover(self) -> Q:
        """The condition of their case studies.

        An array is worked out once and then looked up in the index; a subquery would be asked for every row.
        """
        return Q(_IsAmong(F("pk"), ArraySubquery(self.order_by().values("case_study"))))


class _IsAmong(Func):
    """`key = ANY(ARRAY(…))`."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


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
