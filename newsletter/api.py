# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports of the newsletter, to read."""

from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from newsletter.filters import ReportFilter
from newsletter.models import Report
from newsletter.reports.listing import countries_of, years_of
from newsletter.serializers import ReportSerializer, WholeReportSerializer


class ReportViewSet(ReadOnlyModelViewSet):
    """Open to everybody; narrowed as the list of reports is: q, area_class, country, area, topic, year, since, until."""

    permission_classes = [AllowAny]
    queryset = Report.objects.none()
    filterset_fields = ["issue"]

    def get_serializer_class(self):
        return WholeReportSerializer if self.action == "retrieve" else ReportSerializer

    def get_queryset(self):
        user = self.request.user
        visible = Report.objects.visible_to(user)
        if self.action == "retrieve":
            whole = visible.select_related("issue", "page__source").defer(
                "search", "search_text", "page__text"
            )
            return whole.prefetch_related("areas", "topics", "links").with_authors(user)
        filters = ReportFilter(self.request.GET, years=years_of(user), countries=countries_of(user))
        return filters.apply(visible).for_list().prefetch_related("topics").with_authors(user)
