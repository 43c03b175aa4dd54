# SPDX-License-Identifier: GPL-3.0-or-later
"""Contributors and sync runs, to read."""

from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.viewsets import ReadOnlyModelViewSet

from outreach.models import Contributor, SyncRun
from outreach.serializers import ContributorSerializer, SyncRunSerializer


class ContributorViewSet(ReadOnlyModelViewSet):
    """Wiki accounts on mirrored pages; those who asked to be left out are."""

    permission_classes = [AllowAny]
    serializer_class = ContributorSerializer
    queryset = Contributor.objects.none()
    filterset_fields = ["username"]

    def get_queryset(self):
        return Contributor.objects.visible_to(self.request.user).select_related("source")


class SyncRunViewSet(ReadOnlyModelViewSet):
    """How each attempt to mirror the wiki ended."""

    permission_classes = [IsAuthenticated]
    serializer_class = SyncRunSerializer
    queryset = SyncRun.objects.none()

    def get_queryset(self):
        return SyncRun.objects.visible_to(self.request.user).select_related("run", "source")
