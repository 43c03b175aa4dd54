# SPDX-License-Identifier: GPL-3.0-or-later
"""Partnerships in the stages of a pipeline, and every move."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from journal.history import tracked
from partnerships.models.institutions import Institution
from partnerships.models.sharing import shared_scope
from partnerships.models.stages import Pipeline, Stage
from partnerships.stages import CLOSED, Phase


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.kept().filter(shared_scope(user, "partnership.see", published=Q(is_public=True)))

    def inside_for(self, user):
        """Those the user sees from inside: more of them than the public does."""
        return self.filter(shared_scope(user, "partnership.see"))

    def kept(self):
        """Not removed."""
        return self.filter(removed_at=None)

    def open_to_others(self):
        """Not confidential: others than those who lead it may hear that it exists."""
        return self.filter(is_confidential=False)

    def open(self):
        return self.exclude(phase__in=CLOSED)

    def stalled(self, *, since):
        """Open, but in the same stage since before `since`."""
        return self.open().filter(stage_entered_at__lt=since)

    def for_board(self):
        """What a card shows, in one query."""
        return self.select_related("institution", "lead").order_by("stage_id", "-stage_entered_at", "-pk")

    def for_record(self):
        return self.select_related("institution", "affiliate", "stage", "lead", "pipeline")


@tracked()
class Partnership(models.Model):
    """The relation between one institution and one affiliate, from first contact to farewell.

    Its stage changes only through `partnerships.actions.move_to_stage`. `pipeline` and `phase` repeat what
    the stage says, so that they can be indexed; composite foreign keys (migration 0002) keep them true.
    """

    class Origin(models.TextChoices):
        INSTITUTION = "institution", _("the institution")
        AFFILIATE = "affiliate", _("the affiliate")
        VOLUNTEER = "volunteer", _("a volunteer")
        FUNDER = "funder", _("a funder")

    class Effort(models.TextChoices):
        UNKNOWN = "", _("not known")
        NONE = "none", _("none yet")
        ACCESS = "access", _("opens doors and collections")
        STAFF = "staff", _("gives staff time")
        MONEY = "money", _("gives staff time and money")
        POST = "post", _("pays a post for it")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="partnerships")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="partnerships")
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="partnerships")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase)
    stage_entered_at = models.DateTimeField(default=timezone.now)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="partnerships_led", verbose_name=_("lead")
    )
    origin = models.CharField(_("who started it"), max_length=20, choices=Origin)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Shown to whoever sees the partnership.")
    )
    notes = models.TextField(_("internal notes"), blank=True, help_text=_("For your affiliate only."))
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("on"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    # Then it exists for the affiliates that lead it alone; everybody else is told a count at most.
    is_confidential = models.BooleanField(_("confidential"), default=False, db_default=False)
    effort = models.CharField(
        _("what the institution puts in"), max_length=20, choices=Effort, default="", blank=True
    )
    effort_note = models.CharField(_("in words"), max_length=300, blank=True)
    expected_works = models.PositiveIntegerField(_("works it may open"), null=True, blank=True)
    # {stage: [ticked lines of its checklist]}
    checked = models.JSONField(default=dict, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="partnership_phase_known"),
            models.UniqueConstraint(
                fields=["institution", "affiliate"],
                condition=~Q(phase__in=[phase.value for phase in CLOSED]) & Q(removed_at=None),
                name="partnership_one_open_per_affiliate",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_confidential=False),
                name="partnership_public_or_confidential",
            ),
        ]
        indexes = [
            models.Index(fields=["affiliate", "phase"], name="partnership_by_phase"),
            models.Index(fields=["stage", "-stage_entered_at", "-id"], name="partnership_in_stage"),
            models.Index(fields=["phase", "affiliate"], name="partnership_phase_only"),
            # What every reader asks of an institution: whether there is an open one that they may see.
            models.Index(
                fields=["institution"],
                include=["id", "affiliate", "is_public", "is_confidential"],
                condition=~Q(phase__in=[phase.value for phase in CLOSED]) & Q(removed_at=None),
                name="partnership_open_at",
            ),
        ]

    def __str__(self):
        return f"{self.institution} – {self.affiliate}"

    def get_absolute_url(self):
        return reverse("partnerships:partnership", args=[self.pk])

    def days_in_stage(self, now=None):
        return ((now or timezone.now()) - self.stage_entered_at).days

    @property
    def is_open(self):
        return self.phase not in CLOSED

    @property
    def next_step_state(self):
        """`none`, `overdue`, `today` or `planned`."""
        if not self.next_step_on:
            return "none"
        today = timezone.localdate()
        return (
            "overdue" if self.next_step_on < today else "today" if self.next_step_on == today else "planned"
        )


class StageMoveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Moves name people: for those inside, never for the public."""
        return self.kept().filter(shared_scope(user, "move.see", partnership="partnership"))

    def kept(self):
        """Of partnerships that are not removed."""
        return self.filter(partnership__removed_at=None)

    def in_last(self, days, *, now):
        return self.filter(moved_at__gte=now - timedelta(days=days))


class StageMove(models.Model):
    """One move along the pipeline: written once, never changed. The opening has no `source`."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="moves")
    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="+")
    source = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="+")
    target = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField(default=timezone.now)
    days_spent = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    # Somebody was asked and said yes to one more than the stage's limit.
    over_limit = models.BooleanField(default=False)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    objects = StageMoveQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
        indexes = [
            models.Index(fields=["partnership", "-moved_at"], name="move_of_partnership"),
            models.Index(fields=["moved_at", "affiliate"], name="move_by_time"),
            models.Index(fields=["affiliate", "-moved_at", "-id"], name="move_of_affiliate"),
        ]

    def __str__(self):
        return f"{self.partnership_id}: {self.source_id} → {self.target_id}"
