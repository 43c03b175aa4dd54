# SPDX-License-Identifier: GPL-3.0-or-later
"""Who follows which record, and what each person has been told."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from teamwork import notices
from teamwork.models.threads import Threaded, ThreadQuerySet


class Following(Threaded):
    """A user wants to hear of what happens on a record."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings")
    since_at = models.DateTimeField(default=timezone.now)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread_kind", "thread_id", "user"], name="following_once")
        ]
        indexes = [models.Index(fields=["user", "-since_at"], name="following_of_user")]

    def __str__(self):
        return f"{self.user_id} → {self.thread_kind} {self.thread_id}"


class NoticeQuerySet(ThreadQuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Notice(Threaded):
    """One thing a user is told inside the product. The words are made when it is read, in their language.

    `kind` names the sentence (`teamwork.notices`), `words` fills it; `key` keeps it from being said twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    words = models.JSONField(default=dict, blank=True)
    address = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-made_at", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.kind}"

    @property
    def sentence(self):
        """What it says, in the language that is active."""
        return notices.sentence(self.kind, self.words, isolated=True)

    @property
    def icon_name(self):
        return notices.icon_of(self.kind)
