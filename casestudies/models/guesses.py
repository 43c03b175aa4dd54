# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case study seems to be about, until a person says so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casestudies.models.studies import CaseStudy
from interface.words import country
from partnerships.models import Institution


class GuessQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case_study__in=CaseStudy.objects.visible_to(user).values("pk"))

    def open(self):
        """Waiting for a person; of institutions only where nobody linked one, and none that left the register."""
        linked = Q(about=Guess.About.INSTITUTION, case_study__institution__isnull=False)
        left = Q(institution__merged_into__isnull=False) | Q(institution__removed_at__isnull=False)
        return self.filter(state=Guess.State.OPEN).exclude(linked).exclude(left)

    def for_list(self):
        """What the list of guesses shows, the surest first, in one query."""
        light = (
            "case_study__search",
            "case_study__search_text",
            "institution__search",
            "institution__name_key",
        )
        found = self.select_related("case_study", "institution").defer(*light)
        return found.order_by("-confidence", "case_study_id", "pk")


class Guess(models.Model):
    """That a case study is about an institution, or about a country: read by machine, decided by a person.

    `reasons` are codes of what spoke for it, said in words by `reasons_in_words`. What a person decided stays,
    whatever the page says later: a rejected guess does not come back.
    """

    class About(models.TextChoices):
        INSTITUTION = "institution", _("institution")
        COUNTRY = "country", _("country")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    REASONS = {
        "item": _("The text links its Wikidata item."),
        "title": _("The title says so."),
        "title-shared": _("The title says so; several institutions bear this name."),
        "category": _("The page is in a category of that name."),
        "article": _("The text links an article of that name."),
        "website": _("The text links its website."),
        "country-category": _("The page is in a category of that country."),
        "country-text": _("The text speaks of that country."),
        "country-institution": _("The institution it seems to be about is there."),
    }

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="guesses")
    about = models.CharField(max_length=12, choices=About)
    institution = models.ForeignKey(Institution, models.CASCADE, null=True, blank=True, related_name="+")
    country = CountryField(blank=True)
    confidence = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    guessed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = GuessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "institution"],
                condition=Q(about="institution"),
                name="guess_institution_once",
            ),
            models.UniqueConstraint(
                fields=["case_study", "country"], condition=Q(about="country"), name="guess_country_once"
            ),
            models.CheckConstraint(
                condition=Q(about="institution", institution__isnull=False, country="")
                | (Q(about="country", institution=None) & ~Q(country="")),
                name="guess_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="guess_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None, decided_by=None)
                | Q(state__in=["confirmed", "rejected"], decided_at__isnull=False, decided_by__isnull=False),
                name="guess_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-confidence", "case_study", "id"],
                condition=Q(state="open"),
                name="guess_open_surest",
            ),
            models.Index(fields=["institution"], name="guess_of_institution"),
        ]

    def __str__(self):
        return f"{self.get_about_display()} {self.institution_id or self.country.code} ({self.state})"

    @property
    def named(self) -> str:
        """What it is about, in the reader's words."""
        return str(self.institution) if self.institution_id else country(self.country.code)

    @property
    def reasons_in_words(self) -> list:
        return [self.REASONS[code] for code in self.reasons if code in self.REASONS]
