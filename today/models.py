# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody put off, and their private feeds of dates."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Snooze(models.Model):
    """One line of the queue that somebody does not want to see before a day. `key` is `source-id`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    until_on = models.DateField(_("until"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="snooze_once")]

    def __str__(self):
        return f"{self.key} → {self.until_on}"


class FeedQuerySet(models.QuerySet):
    def open(self, *, now: datetime):
        """Neither revoked nor at their end: those whose address leads somewhere."""
        return self.filter(revoked_at=None, made_at__gt=now - life_of_a_feed())


def life_of_a_feed() -> timedelta:
    """How long a feed is read after it was made; then a new one is made."""
    return timedelta(days=settings.FEED_DAYS)


class Feed(models.Model):
    """A private iCalendar feed of somebody's dates. The token is shown once; here is only its hash.

    That a calendar reads it is noted in the cache (`today.readings`): a GET writes no row.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"feed {self.pk}"

    @property
    def ends_at(self):
        """From when on the address leads nowhere."""
        return self.made_at + life_of_a_feed()
