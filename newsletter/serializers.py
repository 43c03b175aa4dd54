# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of reports in the API."""

from rest_framework import serializers

from accounts.sight import SightedSerializer
from newsletter.models import Report, ReportArea, ReportLink


class AreaSerializer(SightedSerializer):
    entity = "report_area"

    class Meta:
        model = ReportArea
        fields = ["country", "name"]


class LinkSerializer(SightedSerializer):
    entity = "report_link"

    class Meta:
        model = ReportLink
        fields = ["kind", "host", "target", "address"]


class ReportSerializer(SightedSerializer):
    """In a list: without the sections."""

    entity = "report"

    appeared_on = serializers.DateField(source="issue.appeared_on")
    areas = AreaSerializer(many=True)
    topics = serializers.SlugRelatedField("name", many=True, read_only=True)
    authors = serializers.SerializerMethodField()
    source = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            "id", "name", "issue", "appeared_on", "area_class", "areas", "title", "headline", "topics", "authors", "lead",
            "source",
        ]  # fmt: skip

    def get_authors(self, report: Report) -> list[str]:
        """The accounts its by-line names."""
        return [author.username for author in report.authors]

    def get_source(self, report: Report) -> dict:
        """Where it comes from, and under which licence."""
        page = report.page
        return {
            "title": page.title,
            "url": page.wiki_url,
            "revision": page.revision,
            "licence": page.source.licence_name,
            "synced_at": page.synced_at,
        }


class WholeReportSerializer(ReportSerializer):
    """One report, with its sections as wikitext, its figures, files and links."""

    links = LinkSerializer(many=True)

    class Meta(ReportSerializer.Meta):
        fields = [*ReportSerializer.Meta.fields, "sections", "figures", "images", "links"]
