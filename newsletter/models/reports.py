# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of the newsletter and what they are about. Who wrote them the mirror knows: see `Report.authors`."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import scope
from interface import words as wording
from newsletter.models.issues import Issue
from newsletter.models.names import AreaClasses
from newsletter.parsing.links import CATEGORY, WEB, WIKI
from outreach.full_text import asked
from outreach.models import Contribution, Contributor, Page


class Topic(models.Model):
    """What reports are about, again and again: a part of their titles, known by its key."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.name


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All but those whose page is not there any more."""
        return self.filter(scope(user, "report.see")).filter(is_public=True)

    def search(self, words: str):
        """Full text in title and sections, as people type it in a search box."""
        words = " ".join(words.split())
        return self.filter(search=asked(words)) if words else self

    def about_areas(self):
        """Without what the newsletter says of itself."""
        return self.exclude(area_class=AreaClasses.EDITORIAL)

    def for_list(self):
        """What a line in a list shows, in two queries, without the long texts."""
        light = self.select_related("issue", "page__source").prefetch_related("areas")
        return light.defer(
            "search", "search_text", "sections", "figures", "images",
            "page__text", "page__categories", "page__templates",
        )  # fmt: skip

    def with_authors(self, user):
        """With the accounts that by-lines name, in one query; those who asked to be left out are."""
        named = Contribution.objects.filter(
            role=Contribution.Role.NAMED, contributor__in=Contributor.objects.visible_to(user)
        )
        by_line = Prefetch(
            "page__contributions",
            named.select_related("contributor").order_by("contributor__username"),
            to_attr="by_line",
        )
        return self.prefetch_related(by_line)

    def newest(self):
        return self.order_by("-issue__appeared_on", "name", "-pk")


class Report(models.Model):
    """One report of an issue: a mirrored page, read.

    It changes only with its page. `sections` are [{"heading", "text"}] in wikitext, `figures` the bullets that
    tell a number: [{"number", "text"}]; `reading` is the digest of all that was read, so that a page that says
    the same is not written again.
    """

    page = models.OneToOneField(Page, models.PROTECT, related_name="newsletter_report")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="reports")
    name = models.CharField(max_length=255)
    area_class = models.CharField(max_length=10, choices=AreaClasses)
    title = models.TextField(blank=True, help_text="As it is written: headline and topics.")
    headline = models.CharField(max_length=500, blank=True)
    lead = models.TextField(blank=True)
    sections = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    images = models.JSONField(default=list)
    search_text = models.TextField(blank=True)
    is_public = models.BooleanField(default=True, help_text="Its page is there and is a report.")
    reading = models.CharField(max_length=64)
    topics = models.ManyToManyField(Topic, through="ReportTopic", related_name="reports")
    search = models.GeneratedField(
        expression=RawSQL(
            "setweight(to_tsvector('simple', glam_unaccent(name || ' ' || headline || ' ' || title)), 'A')"
            " || setweight(to_tsvector('simple', glam_unaccent(left(search_text, 200000))), 'B')",
            [],
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    area_class__in=["country", "countries", "region", "thematic", "editorial", "unknown"]
                ),
                name="report_class_known",
            )
        ]
        indexes = [
            GinIndex(fields=["search"], name="report_search"),
            models.Index(fields=["issue", "name", "-id"], name="report_of_issue"),
            models.Index(fields=["area_class", "issue"], name="report_by_class"),
            models.Index(fields=["name"], name="report_by_name"),
        ]

    def __str__(self):
        return self.headline or self.name

    def get_absolute_url(self):
        return reverse("newsletter:report", args=[self.pk])

    @property
    def authors(self):
        """The accounts its by-line names; only of a report that was fetched `with_authors`."""
        return [contribution.contributor for contribution in self.page.by_line]


class ReportArea(models.Model):
    """That a report is about a country (its code), or about a region or theme (its name, and perhaps a country)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="areas")
    country = models.CharField(max_length=2, blank=True)
    name = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "country", "name"], name="reportarea_once"),
            models.CheckConstraint(condition=~Q(country="", name=""), name="reportarea_says_where"),
        ]
        indexes = [
            models.Index(fields=["country", "report"], name="reportarea_by_country"),
            models.Index(fields=["name", "report"], name="reportarea_by_name"),
        ]

    def __str__(self):
        return self.name or wording.country(self.country)

    @property
    def key(self):
        """By what it is found in addresses."""
        return self.name or self.country


class ReportTopic(models.Model):
    """That a report's title names a topic; the first one is its headline."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="report_topics")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="report_topics")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["report", "topic"], name="reporttopic_once")]

    def __str__(self):
        return f"{self.report_id} {self.topic_id}"


class ReportLink(models.Model):
    """A link by which a report leaves the wiki: into the web, to another wiki, to a category of Commons."""

    class Kind(models.TextChoices):
        WEB = WEB, _("web")
        WIKI = WIKI, _("another wiki")
        CATEGORY = CATEGORY, _("category on Commons")

    report = models.ForeignKey(Report, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind)
    host = models.CharField(max_length=253)
    target = models.CharField(max_length=300)
    address = models.CharField(max_length=2000)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="reportlink_position_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["web", "wiki", "category"]), name="reportlink_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["kind", "target"], name="reportlink_by_target")]

    def __str__(self):
        return self.address
