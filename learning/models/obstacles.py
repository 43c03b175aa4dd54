# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles that case studies tell of, and what helped."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudy, SectionKey
from journal.history import tracked
from learning.themes import Theme


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case_study__in=CaseStudy.objects.visible_to(user).values("pk"))

    def public(self):
        """Those of case studies that everybody reads."""
        return self.filter(case_study__state__in=CaseStudy.PUBLIC_STATES)

    def standing(self):
        """Those that nobody rejected."""
        return self.exclude(state=Obstacle.State.REJECTED)

    def open(self):
        """Read by machine; no person has looked."""
        return self.filter(state=Obstacle.State.OPEN)

    def for_list(self):
        """What a list shows, said by people first, in one query."""
        light = ("case_study__search", "case_study__search_text", "case_study__lead")
        found = self.select_related("case_study", "case_study__institution").defer(*light)
        return found.order_by("state", "-confidence", "-pk")


# What a text said stays out of the history: it would keep what the wiki hid.
@tracked(exclude=("met", "helped"))
class Obstacle(models.Model):
    """Something that stood in the way, and what helped: said by a person, or read by machine until one confirms it.

    What was read by machine is never shown as a fact while it is open. What a person rejected stays, so that it
    does not come back with the next reading.
    """

    class State(models.TextChoices):
        # In this order in lists: the alphabet puts what people confirmed first.
        CONFIRMED = "confirmed", _("said by a person")
        OPEN = "open", _("read by machine")
        REJECTED = "rejected", _("rejected")

    class Origin(models.TextChoices):
        PERSON = "person", _("a person")
        MACHINE = "machine", _("a machine")

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="obstacles")
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    met = models.TextField(_("what was met"))
    helped = models.TextField(_("what helped"), blank=True)
    section = models.CharField(_("where in the text"), max_length=20, choices=SectionKey, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State)
    confidence = models.FloatField(default=1)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="obstacle_theme_known"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="obstacle_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(state="open", origin="machine", decided_at=None)
                | Q(state__in=["confirmed", "rejected"], decided_at__isnull=False),
                name="obstacle_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["theme", "state", "-confidence", "-id"], name="obstacle_by_theme"),
            models.Index(fields=["state", "-confidence", "-id"], name="obstacle_in_order"),
        ]

    def __str__(self):
        return f"{self.get_theme_display()} ({self.case_study_id})"

    def get_absolute_url(self):
        return reverse("learning:obstacle", args=[self.pk])

    @property
    def is_read_by_machine(self):
        return self.state == self.State.OPEN
