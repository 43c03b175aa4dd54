# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines and their stages: an affiliate's way from first contact to farewell."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.stages import CLOSED, Phase, may_follow


class PipelineQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "stage.see"))

    def in_use(self):
        return self.filter(retired_at=None)


@tracked()
class Pipeline(models.Model):
    """An affiliate's way from first contact to farewell."""

    affiliate = models.ForeignKey(Affiliate, models.PROTECT, related_name="pipelines")
    name = models.CharField(_("name"), max_length=100)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PipelineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["affiliate", "name"], name="pipeline_name_once")]

    def __str__(self):
        return self.names.get(get_language() or "", self.name)


class StageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "stage.see", affiliate="pipeline__affiliate"))

    def in_use(self):
        """Not retired. A retired one keeps its history and its cards until they move on."""
        return self.filter(retired_at=None)


@tracked()
class Stage(models.Model):
    """A column of the board. Its phase ties it to all other affiliates' stages.

    `needs` are codes of what must be there before a partnership enters (`partnerships.requirements`).
    `leads_to` are the stages that may follow; none means whatever the phases allow. `plan` is made into
    tasks on entering: [{"title": …, "after_days": …}]. Names, guidance and checklist of the default stages
    are translated when shown; an affiliate's own words stay as written.
    """

    class Colour(models.TextChoices):
        GREY = "grey", _("grey")
        BLUE = "blue", _("blue")
        TEAL = "teal", _("teal")
        GREEN = "green", _("green")
        YELLOW = "yellow", _("yellow")
        ORANGE = "orange", _("orange")
        RED = "red", _("red")
        PURPLE = "purple", _("purple")

    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="stages")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase)
    names = models.JSONField(_("names"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("order"))
    target_days = models.PositiveSmallIntegerField(_("target days"), null=True, blank=True)
    guidance = models.TextField(_("guidance"), blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.GREY)
    checklist = models.JSONField(_("exit checklist"), default=list, blank=True)
    needs = ArrayField(
        models.CharField(max_length=40), verbose_name=_("needed to enter"), default=list, blank=True
    )
    leads_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="reached_from")
    wip_limit = models.PositiveSmallIntegerField(_("at most so many at once"), null=True, blank=True)
    plan = models.JSONField(_("tasks on entering"), default=list, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="stage_phase_known"),
            models.UniqueConstraint(
                fields=["pipeline", "position"],
                name="stage_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(wip_limit=None) | Q(wip_limit__gte=1), name="stage_limit_at_least_one"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The affiliate's own name in the reader's language, or the phase's."""
        return self.names.get(get_language() or "") or self.names.get("") or str(Phase(self.phase).label)

    @property
    def is_closed(self):
        return self.phase in CLOSED

    def may_lead_to(self, wanted: "Stage") -> bool:
        return self.pk != wanted.pk and (self.phase == wanted.phase or may_follow(self.phase, wanted.phase))
