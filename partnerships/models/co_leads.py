# SPDX-License-Identifier: GPL-3.0-or-later
"""Affiliates that lead a partnership together with the one that opened it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models.pipeline import Partnership
from partnerships.models.sharing import shared_scope

CURRENT = ("proposed", "accepted")


class CoLeadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the people of all affiliates concerned, and the foundation's staff."""
        paths = {"affiliate": "partnership__affiliate", "partnership": "partnership"}
        inside = shared_scope(user, "partnership.see", **paths)
        return self.filter(inside | scope(user, "partnership.see", affiliate="affiliate"))

    def current(self):
        return self.filter(state__in=CURRENT)

    def accepted(self):
        return self.filter(state=CoLead.State.ACCEPTED)

    def proposed(self):
        return self.filter(state=CoLead.State.PROPOSED)


@tracked()
class CoLead(models.Model):
    """Another affiliate's share in a partnership: proposed by one side, accepted by the other.

    Accepted, its people see and do on the partnership what those of the opening affiliate do. Advocates are
    not shared: each affiliate knows its own.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="co_leads")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    # Which of the two asked: the other one answers.
    asked_by_affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CoLeadQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted", "declined", "ended"]),
                name="colead_state_known",
            ),
            models.UniqueConstraint(
                fields=["partnership", "affiliate"],
                condition=Q(state__in=["proposed", "accepted"]),
                name="colead_one_current",
            ),
        ]
        indexes = [
            models.Index(
                fields=["affiliate", "partnership"], condition=Q(state="accepted"), name="colead_accepted"
            )
        ]

    def __str__(self):
        return f"{self.partnership_id}: {self.affiliate_id} ({self.state})"

    def get_absolute_url(self):
        return reverse("partnerships:co-lead", args=[self.pk])

    @property
    def is_current(self):
        return self.state in CURRENT

    @property
    def asked_affiliate_id(self):
        """The affiliate that was asked, and answers. Needs `partnership`."""
        was_invited = self.asked_by_affiliate_id == self.partnership.affiliate_id
        return self.affiliate_id if was_invited else self.partnership.affiliate_id
