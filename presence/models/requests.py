# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to have a category's reach measured: asked, answered, granted or declined."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from presence.models.places import Place


@tracked()
class ListingRequest(models.Model):
    """Somebody asked for a category to be put on the allow-list of Commons Impact Metrics."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    place = models.ForeignKey(Place, models.CASCADE, related_name="listing_requests")
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    task = models.CharField(_("Phabricator task"), max_length=12, blank=True)
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None)
                | Q(outcome__in=["granted", "declined"], answered_on__isnull=False),
                name="listing_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="listing_answered_after_asked",
            ),
            models.UniqueConstraint(
                fields=["place"], condition=Q(outcome=""), name="listing_one_open_request"
            ),
        ]

    def __str__(self):
        return f"{self.place_id}: {self.asked_on} {self.outcome}".strip()
