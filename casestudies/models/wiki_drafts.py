# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts that people bring from their user space on the wiki."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from casestudies.models.studies import CaseStudy


class WikiDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What somebody brings is theirs alone, as a draft is."""
        return self.filter(scope(user, "casestudy.write", owner="asked_by"))

    def waiting(self):
        return self.filter(state=WikiDraft.State.WAITING)


class WikiDraft(models.Model):
    """Somebody's wish to have a page of the wiki's user space as a draft here, and what came of it.

    `asked_for` is the title as we read it in what they typed; `title`, `revision` and `revised_at` tell what
    the wiki gave. The draft is the requester's own, and the page on the wiki stays as it is.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        BROUGHT = "brought", _("brought")
        REFUSED = "refused", _("not brought")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_for = models.CharField(max_length=255)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not brought, in words.")
    ended_at = models.DateTimeField(null=True, blank=True)
    case_study = models.ForeignKey(
        CaseStudy, models.CASCADE, null=True, blank=True, related_name="brought_from"
    )
    title = models.CharField(max_length=255, blank=True)
    revision = models.BigIntegerField(null=True, blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)
    wiki_url = models.CharField(max_length=1000, blank=True, help_text="Where that revision is read.")

    objects = WikiDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "asked_for"], condition=Q(state="waiting"), name="wikidraft_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="brought", case_study__isnull=False, revision__isnull=False)
                | Q(state__in=["waiting", "refused"], case_study=None),
                name="wikidraft_brought_a_draft",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tries", "asked_at"], condition=Q(state="waiting"), name="wikidraft_waiting"
            ),
            models.Index(fields=["asked_by", "-asked_at"], name="wikidraft_of_user"),
        ]

    def __str__(self):
        return f"{self.asked_for} ({self.state})"
