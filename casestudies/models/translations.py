# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies in other languages, as the wiki's translators wrote them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from casestudies.models.studies import CaseStudy
from outreach.models import Page


class TranslationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case_study__in=CaseStudy.objects.visible_to(user).values("pk"))

    def to_read(self, case_study: CaseStudy):
        """The languages a case study can be read in besides its own, without the texts."""
        others = self.filter(case_study=case_study).exclude(language=case_study.language)
        return others.defer("sections", "search", "search_text").order_by("language")


class Translation(models.Model):
    """A translation page of the wiki, joined to the case study it translates; not a case study of its own.

    It may come before its source, or outlive it: `case_study` is empty then, and `source_title` says what to
    wait for. `sections` is [[key, heading, wikitext]]. `share` is how much of it is translated, from 0 to 1,
    as far as one can tell. `search_text` is what it is found by, kept by `casestudies.actions` with the sections.
    """

    page = models.OneToOneField(Page, models.PROTECT, related_name="translation")
    case_study = models.ForeignKey(
        CaseStudy, models.SET_NULL, null=True, blank=True, related_name="translations"
    )
    source_title = models.CharField(max_length=255)
    language = models.CharField(max_length=35)
    title = models.CharField(max_length=300)
    lead = models.TextField(blank=True)
    sections = models.JSONField(default=list)
    share = models.FloatField(default=1)
    search_text = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=RawSQL(
            "setweight(to_tsvector('simple', glam_words(title)), 'B')"
            " || setweight(to_tsvector('simple', glam_words(left(search_text, 200000))), 'C')",
            [],
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = TranslationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="translation_share_is_one")
        ]
        indexes = [
            models.Index(fields=["source_title"], name="translation_by_source"),
            GinIndex(fields=["search"], name="translation_search"),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"
