# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions that somebody wishes we worked with, and who else does."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from accounts.permissions import scope
from journal.history import tracked
from partnerships.models import Institution


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope(user, "suggestion.see"))

    def open(self):
        return self.filter(state=Suggestion.State.OPEN)

    def with_votes(self):
        """With `number`, how many wish for it."""
        return self.annotate(number=Count("votes"))


@tracked()
class Suggestion(models.Model):
    """Somebody signed in suggests an institution; others vote; a coordinator takes it up or declines."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN_UP = "taken_up", _("taken up")
        DECLINED = "declined", _("declined")
        MERGED = "merged", _("the same as another")

    name = models.CharField(_("name"), max_length=300)
    country = CountryField(_("country"))
    place = models.CharField(_("town or place"), max_length=200, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    wikidata_item = models.CharField(_("Wikidata item"), max_length=20, blank=True)
    why = models.TextField(_("why"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="suggestions")
    suggested_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    version = models.PositiveIntegerField(default=1)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-suggested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "taken_up", "declined", "merged"]),
                name="suggestion_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False), name="suggestion_merged_into_one"
            ),
        ]
        indexes = [models.Index(fields=["state", "-suggested_at"], name="suggestion_newest")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("institutions:suggestion", args=[self.pk])

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class Vote(models.Model):
    """One user wishes for a suggested institution too."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    voted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suggestion", "user"], name="vote_once")]

    def __str__(self):
        return f"{self.user_id} → {self.suggestion_id}"
