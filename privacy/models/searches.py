# SPDX-License-Identifier: GPL-3.0-or-later
"""One search for a person in texts and files, and what it found so far: numbers of rows, not a word of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Affiliate


class PersonSearchQuerySet(models.QuerySet):
    def waiting(self):
        """Asked for and not yet at their end."""
        return self.filter(ended_at=None)

    def of(self, subject):
        """Those for one person."""
        return self.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


class PersonSearch(models.Model):
    """Somebody asked where a person is named; a worker looks, table by table, file by file.

    `at` and `after` say how far it is: the table or column of files, and the key of the last row there; what a
    killed worker found stays. `hits` are `[key, column]`, `perhaps` those of a short name that may be a word,
    `files` and `unread` `[key, column, parts, why]`. `digest` tells whether the person is still known by the
    words that were looked for. Changed only by `privacy.actions.searching`.
    """

    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    affiliate = models.ForeignKey(Affiliate, models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    at = models.CharField(max_length=160, blank=True)
    after = models.CharField(max_length=80, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="At the present place, without coming on.")
    done = models.PositiveIntegerField(default=0)
    places = models.PositiveIntegerField(default=0)
    hits = models.JSONField(default=list, blank=True)
    perhaps = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)
    unread = models.JSONField(default=list, blank=True)
    more = models.PositiveIntegerField(default=0, help_text="Hits beyond those that are listed.")
    was_refused = models.BooleanField(default=False, help_text="Who asked had lost the right to.")

    objects = PersonSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(ended_at=None),
                name="personsearch_one_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-asked_at"], name="personsearch_of_subject"),
            models.Index(fields=["asked_at"], name="personsearch_age"),
        ]

    def __str__(self):
        return f"search for {self.subject_kind} {self.subject_id}"

    @property
    def is_waiting(self):
        return self.ended_at is None
