# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever asked to be left out, remembered without remembering who it is."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Removal(models.Model):
    """That an account is to be left out: a keyed hash of its name or of one of its ids, and nothing else of it.

    All that is known of one account bears the same `person`, so that a new name joins the old ones, and all
    of it can be taken back together.
    """

    class Way(models.TextChoices):
        THEMSELVES = "themselves", _("asked by the person")
        OPERATOR = "operator", _("entered by the operator")

    digest = models.CharField(max_length=64, unique=True)
    person = models.UUIDField(db_index=True)
    way = models.CharField(max_length=12, choices=Way)
    removed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way__in=["themselves", "operator"]), name="removal_way_known"
            )
        ]

    def __str__(self):
        return str(self.person)
