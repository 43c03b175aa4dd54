# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody put off, and their private feeds of dates."""

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


class Feed(models.Model):
    """A private iCalendar feed of somebody's dates. The token is shown once; here is only its hash."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"feed {self.pk}"
