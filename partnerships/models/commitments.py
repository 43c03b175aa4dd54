# SPDX-License-Identifier: GPL-3.0-or-later
"""What each side of an agreement promised."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from partnerships.models.advocates import Advocate
from partnerships.models.agreements import Mou
from partnerships.models.sharing import shared_scope


class CommitmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        paths = {"affiliate": "mou__partnership__affiliate", "partnership": "mou__partnership"}
        return self.filter(shared_scope(user, "mou.see", **paths), mou__partnership__removed_at=None)

    def open(self):
        return self.filter(state=Commitment.State.OPEN)

    def running(self):
        """Open, in a signed agreement that was not replaced: what somebody waits for."""
        return self.open().filter(mou__state=Mou.State.SIGNED, mou__superseded_on=None)

    def overdue(self, *, on):
        return self.open().filter(due_on__lt=on)


@tracked()
class Commitment(models.Model):
    """One promise in an agreement: whose, what, how much, due when, kept or not.

    A recurring one is a chain: settling it makes the next, which names it in `previous`.
    """

    class Party(models.TextChoices):
        INSTITUTION = "institution", _("the institution")
        AFFILIATE = "affiliate", _("the affiliate")
        VOLUNTEERS = "volunteers", _("volunteers")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PARTLY = "partly", _("partly kept")
        KEPT = "kept", _("kept")
        LAPSED = "lapsed", _("lapsed")
        WAIVED = "waived", _("waived")

    class Recurrence(models.TextChoices):
        ONCE = "", _("once")
        MONTHLY = "monthly", _("each month")
        QUARTERLY = "quarterly", _("each quarter")
        YEARLY = "yearly", _("each year")

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="commitments")
    party = models.CharField(_("whose"), max_length=20, choices=Party)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("who sees to it"),
    )
    advocate = models.ForeignKey(
        Advocate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("advocate"),
    )
    what = models.CharField(_("what"), max_length=500)
    quantity = models.DecimalField(_("how much"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("of what"), max_length=60, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    recurrence = models.CharField(
        _("comes again"), max_length=10, choices=Recurrence, default=Recurrence.ONCE, blank=True
    )
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "partly", "kept", "lapsed", "waived"]),
                name="commitment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | (~Q(state="open") & Q(settled_on__isnull=False)),
                name="commitment_settled_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(quantity=None) | Q(quantity__gt=0), name="commitment_quantity_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(reason=""), name="commitment_waived_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(recurrence="") | Q(due_on__isnull=False), name="commitment_recurring_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="commitment_open_due"),
            models.Index(
                fields=["user", "due_on"], condition=Q(state="open"), name="commitment_open_of_user"
            ),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("agreements:commitment", args=[self.pk])

    @property
    def is_late(self):
        return self.state == self.State.OPEN and bool(self.due_on) and self.due_on < timezone.localdate()
