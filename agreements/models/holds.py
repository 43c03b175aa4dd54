# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements that must be kept as they are, whatever their period says."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Mou


class LegalHoldQuerySet(models.QuerySet):
    def current(self):
        return self.filter(released_at=None)


class LegalHold(models.Model):
    """Somebody needs an agreement for a dispute or the law: while the hold stands, nothing of it is thrown away."""

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="legal_holds")
    reason = models.CharField(_("reason"), max_length=500)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mou"], condition=Q(released_at=None), name="legal_hold_one_current"
            ),
        ]

    def __str__(self):
        return f"hold on agreement {self.mou_id}"
