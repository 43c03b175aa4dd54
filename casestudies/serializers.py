# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of case studies in the API."""

from rest_framework import serializers

from accounts.sight import SightedSerializer
from casestudies.models import CaseStudy, Section


class SectionSerializer(SightedSerializer):
    entity = "section"

    class Meta:
        model = Section
        fields = ["key", "heading", "text"]


class CaseStudySerializer(SightedSerializer):
    """In a list: without the sections' text."""

    entity = "case_study"

    country = serializers.CharField()
    source = serializers.SerializerMethodField()

    class Meta:
        model = CaseStudy
        fields = [
            "id",
            "title",
            "state",
            "lead",
            "country",
            "language",
            "institution",
            "kind",
            "outcome",
            "year",
            "programmes",
            "tools",
            "media",
            "begun_at",
            "saved_at",
            "filed_at",
            "source",
        ]

    def get_source(self, study: CaseStudy) -> dict | None:
        """Where a mirrored one comes from, and under which licence."""
        if study.page is None:
            return None
        return {
            "title": study.page.title,
            "url": study.page.wiki_url,
            "revision": study.page.revision,
            "licence": study.page.source.licence_name,
            "synced_at": study.page.freshness.as_of,
            "is_stale": study.page.freshness.is_stale,
            "state": study.page.state,
            "gone_at": study.page.gone_at,
        }


class WholeCaseStudySerializer(CaseStudySerializer):
    """One study, with its sections as wikitext."""

    sections = SectionSerializer(many=True)

    class Meta(CaseStudySerializer.Meta):
        fields = [*CaseStudySerializer.Meta.fields, "sections"]
