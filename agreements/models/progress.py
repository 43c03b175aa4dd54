# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done towards a commitment: lines that are added, never edited."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Commitment


class Progress(models.Model):
    """One delivery towards a commitment: when, how much, and where it can be seen.

    A mistake is put right by another line; a quantity may therefore be negative, but not nothing.
    """

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="progress")
    done_on = models.DateField(_("done on"))
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    evidence = models.URLField(_("evidence"), max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["done_on", "pk"]
        verbose_name_plural = "progress"
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="progress_is_something"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.commitment_id}: {self.done_on}"
