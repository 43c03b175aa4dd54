# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and commitments for programs."""

from django_filters.rest_framework import FilterSet
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ReadOnlyModelViewSet

from agreements.serializers import MouSerializer
from interface.filters import ById
from partnerships.models import Mou


class MouFilters(FilterSet):
    partnership = ById()

    class Meta:
        model = Mou
        fields = ["partnership", "kind", "state"]


class MouViewSet(ReadOnlyModelViewSet):
    """Agreements with their commitments, never their documents."""

    permission_classes = [IsAuthenticated]
    serializer_class = MouSerializer
    queryset = Mou.objects.none()
    filterset_class = MouFilters

    def get_queryset(self):
        return Mou.objects.visible_to(self.request.user).prefetch_related("commitments")
