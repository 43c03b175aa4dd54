# SPDX-License-Identifier: GPL-3.0-or-later
"""What an affiliate thinks of an institution: how well the missions fit, and what they quarrel about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models import Institution


class AlignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "alignment.see"))


@tracked()
class Alignment(models.Model):
    """How an institution's mission fits ours, in one affiliate's eyes, and what helps where it does not."""

    class Level(models.TextChoices):
        GOOD = "good", _("fits well")
        MIXED = "mixed", _("fits in part")
        POOR = "poor", _("fits poorly")

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="alignments")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    level = models.CharField(_("fit"), max_length=10, choices=Level)
    reason = models.TextField(_("why"), max_length=5000, blank=True)
    mitigations = models.TextField(_("what can help"), max_length=5000, blank=True)
    judged_on = models.DateField(_("judged on"), default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    objects = AlignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "affiliate"], name="alignment_one_per_affiliate"),
            models.CheckConstraint(
                condition=Q(level__in=["good", "mixed", "poor"]), name="alignment_level_known"
            ),
        ]

    def __str__(self):
        return f"{self.institution_id} {self.level}"


class DisputeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For administrators of the affiliate, whoever raised it, and those named as readers."""
        if not user.is_authenticated:
            return self.none()
        named = Q(pk__in=Dispute.readers.through.objects.filter(user=user.pk).values("dispute"))
        inside = scope(user, "dispute.read")
        return self.filter(scope(user, "dispute.see") | (inside & (Q(raised_by=user.pk) | named)))


@tracked(exclude=("account", "outcome"))
class Dispute(models.Model):
    """A disagreement or legal conflict with an institution, for those who must know."""

    class Kind(models.TextChoices):
        DISAGREEMENT = "disagreement", _("disagreement")
        COMPLAINT = "complaint", _("complaint")
        LEGAL = "legal", _("legal conflict")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SETTLED = "settled", _("settled")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="disputes")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    account = models.TextField(_("what happened"), max_length=20_000, blank=True)
    outcome = models.TextField(_("how it ended"), max_length=20_000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_on = models.DateField(_("since"), default=timezone.localdate)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | Q(state="settled", settled_on__isnull=False),
                name="dispute_settled_has_a_day",
            )
        ]
        indexes = [models.Index(fields=["institution", "affiliate"], name="dispute_of_institution")]

    def __str__(self):
        return self.title
