# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines and their stages: an affiliate's way from first contact to farewell."""

from collections.abc import Collection, Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliate
from accounts.permissions import scope
from journal.history import tracked
from partnerships.models.sharing import stage_scope
from partnerships.requirements import REASON
from partnerships.stages import CLOSED, NEEDS_REASON, Phase, may_follow


def own_name(names: dict[str, str], otherwise: str = "") -> str:
    """The name in the reader's language, else the one for all languages: ours are translated, own ones stay."""
    name = names.get("", otherwise)
    return names.get(get_language() or "") or (gettext(name) if name else "")


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
        return own_name(self.names, self.name)


class StageQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(stage_scope(user))

    def in_use(self):
        """Not retired. A retired one keeps its history and its cards until they move on."""
        return self.filter(retired_at=None)

    def with_onward(self) -> list["Stage"]:
        """The stages of one pipeline as a list, each knowing already which may follow; two queries."""
        stages = list(self)
        said: dict[int, set[int]] = {stage.pk: set() for stage in stages}
        pairs = Stage.leads_to.through.objects.filter(from_stage__in=said)
        for source, target in pairs.values_list("from_stage", "to_stage"):
            said[source].add(target)
        for stage in stages:
            stage.onward = reachable(stage, stages, said=said[stage.pk])
        return stages


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
        return own_name(self.names) or str(Phase(self.phase).label)

    @property
    def is_closed(self):
        return self.phase in CLOSED

    @property
    def needs_to_enter(self) -> list[str]:
        """Codes of what must be there before a partnership enters; aside, there is always a reason."""
        return [*self.needs, REASON] if self.phase in NEEDS_REASON else self.needs

    @cached_property
    def onward(self) -> frozenset[int]:
        """The keys of the stages that may follow: those that were said to, else what the phases allow.

        One query; `StageQuerySet.with_onward` fills it for all stages of a pipeline with two.
        """
        siblings = Stage.objects.filter(pipeline=self.pipeline_id)
        said = Stage.leads_to.through.objects.filter(from_stage=self.pk, to_stage=OuterRef("pk"))
        rows = list(siblings.annotate(is_said=Exists(said)))
        return reachable(self, rows, said={stage.pk for stage in rows if stage.is_said})

    def may_lead_to(self, wanted: "Stage") -> bool:
        return wanted.pk in self.onward


def reachable(stage: Stage, siblings: Iterable[Stage], *, said: Collection[int]) -> frozenset[int]:
    """The keys of those stages of the pipeline to which a partnership may go from this one.

    `said` are the keys of those an administrator named; when none of them is in use, the phases decide.
    """
    in_use = [each for each in siblings if not each.retired_at and each.pk != stage.pk]
    named = frozenset(each.pk for each in in_use if each.pk in said)
    if named:
        return named
    phases = {each.phase for each in in_use}
    return frozenset(
        each.pk
        for each in in_use
        if each.phase == stage.phase or may_follow(stage.phase, each.phase, among=phases)
    )
