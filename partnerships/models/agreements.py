# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and the commitments in them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.history import tracked
from partnerships.models.pipeline import Partnership
from partnerships.models.sharing import shared_scope
from partnerships.stages import CLOSED

# How long before its end an agreement asks to be renewed: time enough for a board that meets each quarter.
RENEW_WITHIN_DAYS = 90
FOR_EVER = date.max


class MouQuerySet(models.QuerySet):
    def visible_to(self, user):
        paths = {"affiliate": "partnership__affiliate", "partnership": "partnership"}
        return self.kept().filter(shared_scope(user, "mou.see", **paths))

    def kept(self):
        """Of partnerships that are not removed."""
        return self.filter(partnership__removed_at=None)

    def in_force(self, *, on=None):
        """Signed, begun and not ended on that day (default: today)."""
        on = on or timezone.localdate()
        begun = Q(starts_on=None) | Q(starts_on__lte=on)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__gte=on), state=Mou.State.SIGNED)

    def expiring(self, *, within_days, on=None):
        """In force, and ending within so many days."""
        on = on or timezone.localdate()
        return self.in_force(on=on).filter(ends_on__lte=on + timedelta(days=within_days))

    def to_renew(self, *, on=None):
        """Ending soon in a partnership that goes on, with nothing drafted or signed to follow."""
        successor = Mou.objects.filter(partnership=OuterRef("partnership")).filter(
            Q(state=Mou.State.DRAFT) | Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))
        )
        ending = self.kept().expiring(within_days=RENEW_WITHIN_DAYS, on=on)
        return ending.exclude(partnership__phase__in=CLOSED).exclude(Exists(successor))

    def last_days(self, *, on=None):
        """Rows of `last_day`, of those signed and begun, the latest first; one without an end lasts for ever."""
        begun = Q(starts_on=None) | Q(starts_on__lte=on or timezone.localdate())
        signed = self.filter(begun, state=Mou.State.SIGNED)
        return (
            signed.annotate(last_day=Coalesce("ends_on", FOR_EVER)).order_by("-last_day").values("last_day")
        )


@tracked()
class Mou(models.Model):
    """A letter, memorandum of understanding or partnership agreement. Signed, its terms are locked."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter")
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        AGREEMENT = "agreement", _("partnership agreement")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SIGNED = "signed", _("signed")

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="mous")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MEMORANDUM)
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    document = models.FileField(_("document"), upload_to="mous/", blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField(default=timezone.now)

    objects = MouQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["draft", "signed"]), name="mou_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_on=None) | Q(state="signed", signed_on__isnull=False),
                name="mou_signed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="mou_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(state="signed"), name="mou_expiring")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agreements:mou", args=[self.pk])

    @property
    def days_left(self):
        return (self.ends_on - timezone.localdate()).days if self.ends_on else None

    @property
    def standing(self):
        """`draft`, `coming`, `in_force` or `ended`: what it is today."""
        today = timezone.localdate()
        if self.state == self.State.DRAFT:
            return "draft"
        if self.starts_on and self.starts_on > today:
            return "coming"
        return "ended" if self.ends_on and self.ends_on < today else "in_force"


@tracked()
class Commitment(models.Model):
    """One promise in an agreement: whose, what, due when, kept or not."""

    class Party(models.TextChoices):
        INSTITUTION = "institution", _("the institution")
        AFFILIATE = "affiliate", _("the affiliate")
        VOLUNTEERS = "volunteers", _("volunteers")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        NOT_KEPT = "not_kept", _("not kept")

    mou = models.ForeignKey(Mou, models.PROTECT, related_name="commitments")
    party = models.CharField(_("whose"), max_length=20, choices=Party)
    what = models.CharField(_("what"), max_length=500)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "kept", "not_kept"]), name="commitment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | (~Q(state="open") & Q(settled_on__isnull=False)),
                name="commitment_settled_has_a_day",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_late(self):
        return self.state == self.State.OPEN and bool(self.due_on) and self.due_on < timezone.localdate()
