# SPDX-License-Identifier: GPL-3.0-or-later
"""The same rooms through another door: read, and move along the pipeline."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django_filters.rest_framework import BooleanFilter, FilterSet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from interface.filters import ById
from partnerships import actions
from partnerships.filters.advocates import AdvocateApiFilter
from partnerships.models import Address, Advocate, Institution, Partnership, Stage, StageMove
from partnerships.permissions import may_steer
from partnerships.serializers import (
    AdvocateSerializer,
    InstitutionSerializer,
    PartnershipSerializer,
    StageMoveRequest,
    StageMoveSerializer,
    StageSerializer,
)
from privacy.api import FreshlySignedIn, SignedConfidentiality
from privacy.contacts import note_shown
from privacy.models import Reading


class StageFilters(FilterSet):
    pipeline = ById()

    class Meta:
        model = Stage
        fields = ["pipeline", "phase"]


class MoveFilters(FilterSet):
    partnership = ById()

    class Meta:
        model = StageMove
        fields = ["partnership", "affiliate"]


class PartnershipFilters(FilterSet):
    """Not by lead: who leads a public partnership is not for the public."""

    institution = ById()
    is_confidential = BooleanFilter(method="by_confidence")

    class Meta:
        model = Partnership
        fields = ["affiliate", "institution", "phase", "is_public"]

    def by_confidence(self, partnerships, _name, value):
        """Only among those the reader sees from inside."""
        return partnerships.inside_for(self.request.user).filter(is_confidential=value)


class InstitutionViewSet(ReadOnlyModelViewSet):
    """Institutions, open to all."""

    permission_classes = [AllowAny]
    serializer_class = InstitutionSerializer
    queryset = Institution.objects.none()
    filterset_fields = ["kind", "country", "sector", "wikidata_item", "isil"]

    def get_queryset(self):
        found = Institution.objects.visible_to(self.request.user).search(self.request.GET.get("q", "")[:200])
        return found.defer("search", "name_key")


# In the same query as the people themselves.
ADDRESSES = ArraySubquery(
    Address.objects.filter(advocate=OuterRef("pk")).values(
        row=JSONObject(kind="kind", label="label", value="value", is_preferred="is_preferred")
    )
)


class AdvocateViewSet(ReadOnlyModelViewSet):
    """Advocates of one's own affiliates."""

    permission_classes = [IsAuthenticated, SignedConfidentiality]
    serializer_class = AdvocateSerializer
    queryset = Advocate.objects.none()
    filterset_class = AdvocateApiFilter

    def get_permissions(self):
        """A hundred people a page are as good as a file of them; of one, a page shows as much."""
        return [*super().get_permissions(), *([FreshlySignedIn()] if self.action == "list" else [])]

    def get_queryset(self):
        known = Advocate.objects.visible_to(self.request.user).known()
        return known.prefetch_related("posts").annotate(address_rows=ADDRESSES)

    def paginate_queryset(self, queryset):
        page = super().paginate_queryset(queryset)
        note_shown(self.request, page, Reading.How.API)
        return page

    def get_object(self):
        advocate = super().get_object()
        note_shown(self.request, [advocate], Reading.How.API)
        return advocate


class PartnershipViewSet(ReadOnlyModelViewSet):
    """Partnerships one may see; the public sees the public ones."""

    permission_classes = [AllowAny]
    serializer_class = PartnershipSerializer
    queryset = Partnership.objects.none()
    filterset_class = PartnershipFilters

    def get_queryset(self):
        return Partnership.objects.visible_to(self.request.user).select_related(
            "institution", "affiliate", "stage"
        )

    @extend_schema(
        request=StageMoveRequest,
        responses={200: PartnershipSerializer, 409: OpenApiResponse(description="Refused, in words.")},
    )
    @action(detail=True, methods=["post"], permission_classes=[IsAuthenticated])
    def stage(self, request, pk):
        """Take the partnership to another stage."""
        partnership = self.get_object()
        if not may_steer(request.user, partnership):
            raise PermissionDenied
        move = StageMoveRequest(data=request.data, partnership=partnership)
        move.is_valid(raise_exception=True)
        actions.move_to_stage(partnership, by=request.user, **move.validated_data)
        return Response(self.get_serializer(self.get_queryset().get(pk=partnership.pk)).data)


class StageViewSet(ReadOnlyModelViewSet):
    """Stages of the pipelines whose partnerships one may see from inside."""

    permission_classes = [IsAuthenticated]
    serializer_class = StageSerializer
    queryset = Stage.objects.none()
    filterset_class = StageFilters

    def get_queryset(self):
        return Stage.objects.visible_to(self.request.user)


class StageMoveViewSet(ReadOnlyModelViewSet):
    """Moves of the partnerships one may see; without their notes."""

    permission_classes = [IsAuthenticated]
    serializer_class = StageMoveSerializer
    queryset = StageMove.objects.none()
    filterset_class = MoveFilters

    def get_queryset(self):
        return StageMove.objects.visible_to(self.request.user)
