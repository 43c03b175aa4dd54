# SPDX-License-Identifier: GPL-3.0-or-later
"""A volunteer's way to a first partnership."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.permissions import scope
from learning.steps import STEPS
from partnerships.models import Institution


class FirstPathQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those of volunteers whom one mentors or is asked to."""
        if not user.is_authenticated:
            return self.none()
        # By name: mentorships point to paths.
        mentorships = apps.get_model("learning", "Mentorship").objects.open().filter(mentor=user.pk)
        return self.filter(
            scope(user, "path.walk", owner="user") | models.Q(pk__in=mentorships.values("path"))
        )


class FirstPath(models.Model):
    """How far somebody is on the way to a first partnership; one way a person. Nobody else sees it but a mentor.

    `done` is {step: the day it was done}, by the codes of `learning.steps`. It is deleted when they leave it.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="first_path")
    country = CountryField(_("country"), blank=True)
    institution_kind = models.CharField(
        _("kind of institution"), max_length=20, choices=Institution.Kind, blank=True
    )
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )
    done = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    stepped_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = FirstPathQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stepped_at"], condition=models.Q(finished_at=None), name="path_under_way")
        ]

    def __str__(self):
        return f"{self.user_id}: {len(self.done)}/{len(STEPS)}"

    def get_absolute_url(self):
        return reverse("learning:path-seen", args=[self.pk])

    @property
    def next_step(self):
        """The first step that is not done; None at the end."""
        return next((step for step in STEPS if step.code not in self.done), None)

    @property
    def percent(self):
        return 100 * sum(step.code in self.done for step in STEPS) // len(STEPS)
