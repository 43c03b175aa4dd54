# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses to which nothing goes any more, remembered without remembering them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Suppression(models.Model):
    """That an address asked not to be contacted: a keyed hash of it, and nothing else of whose it is."""

    class Why(models.TextChoices):
        ERASED = "erased", _("the person asked to be erased")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        OBJECTED = "objected", _("objected to being contacted")

    digest = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=12, choices=Why)
    suppressed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(why__in=["erased", "unsubscribed", "objected"]),
                name="suppression_why_known",
            )
        ]

    def __str__(self):
        return f"{self.digest[:8]}… ({self.why})"
