# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies, to read."""

from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from casestudies.filters import CaseStudyApiFilter
from casestudies.models import CaseStudy
from casestudies.serializers import CaseStudySerializer, WholeCaseStudySerializer


class CaseStudyViewSet(ReadOnlyModelViewSet):
    """Mirrored ones for everybody; own drafts and what else one may see when signed in."""

    permission_classes = [AllowAny]
    queryset = CaseStudy.objects.none()
    filterset_class = CaseStudyApiFilter

    def get_serializer_class(self):
        return WholeCaseStudySerializer if self.action == "retrieve" else CaseStudySerializer

    def get_queryset(self):
        words = self.request.GET.get("q", "").replace("\0", " ")[:200]
        found = CaseStudy.objects.visible_to(self.request.user).search(words).order_by()
        found = found.select_related("page__source").defer("search", "search_text", "page__text")
        return found.prefetch_related("sections") if self.action == "retrieve" else found
