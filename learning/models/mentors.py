# SPDX-License-Identifier: GPL-3.0-or-later
"""Who helps newcomers, and whom."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.paths import FirstPath
from partnerships.models import Institution


class MentorQuerySet(models.QuerySet):
    def free(self):
        """Who has room for one more, as they said themselves."""
        accepted = Count("user__mentorships", filter=Q(user__mentorships__state=Mentorship.State.ACCEPTED))
        return (
            self.filter(user__is_active=True, user__restricted_at=None)
            .annotate(taken=accepted)
            .filter(taken__lt=F("at_once"))
        )


class Mentor(models.Model):
    """Somebody offers to help newcomers, in some countries, languages and kinds of institutions, so many at once.

    Whoever walks a first path sees it, nobody else. It is deleted when they no longer want to.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentor")
    countries = ArrayField(
        models.CharField(max_length=2), verbose_name=_("countries"), default=list, blank=True
    )
    languages = ArrayField(
        models.CharField(max_length=20), verbose_name=_("languages"), default=list, blank=True
    )
    kinds = ArrayField(
        models.CharField(max_length=20, choices=Institution.Kind),
        verbose_name=_("kinds of institutions"),
        default=list,
        blank=True,
    )
    at_once = models.PositiveSmallIntegerField(
        _("how many at once"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    since_at = models.DateTimeField(default=timezone.now)

    objects = MentorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(at_once__gte=1, at_once__lte=10), name="mentor_at_once_sane")
        ]

    def __str__(self):
        return str(self.user_id)


class MentorshipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the two it joins."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(path__user=user.pk) | Q(mentor=user.pk))

    def open(self):
        return self.filter(state__in=[Mentorship.State.ASKED, Mentorship.State.ACCEPTED])

    def asked(self):
        return self.filter(state=Mentorship.State.ASKED)

    def accepted(self):
        return self.filter(state=Mentorship.State.ACCEPTED)


class Mentorship(models.Model):
    """A volunteer asks somebody to be their mentor on a first path; they accept or decline, and either may end it."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")
        ENDED = "ended", _("ended")

    path = models.ForeignKey(FirstPath, models.CASCADE, related_name="mentorships")
    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentorships")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    message = models.TextField(_("what you would like help with"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "mentor"],
                condition=Q(state__in=["asked", "accepted"]),
                name="mentorship_asked_once",
            ),
            models.UniqueConstraint(
                fields=["path"], condition=Q(state="accepted"), name="mentorship_one_mentor"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "accepted", "declined", "withdrawn", "ended"]),
                name="mentorship_state_known",
            ),
        ]
        indexes = [models.Index(fields=["mentor", "state"], name="mentorship_of_mentor")]

    def __str__(self):
        return f"{self.path_id} → {self.mentor_id} ({self.state})"

    @property
    def is_open(self):
        return self.state in (self.State.ASKED, self.State.ACCEPTED)
