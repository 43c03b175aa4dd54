# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements and commitments for programs."""

from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django_filters.rest_framework import DateFilter, FilterSet
from rest_framework.permissions import IsAuthenticated
from rest_framework.viewsets import ReadOnlyModelViewSet

from agreements.models import Progress
from agreements.serializers import CommitmentRowSerializer, MouSerializer, WholeMouSerializer
from interface.filters import ById
from partnerships.models import Commitment, Mou


class MouFilters(FilterSet):
    partnership = ById()

    class Meta:
        model = Mou
        fields = ["partnership", "kind", "state"]


class MouViewSet(ReadOnlyModelViewSet):
    """Agreements with their commitments, one alone with its text too; never their documents."""

    permission_classes = [IsAuthenticated]
    serializer_class = MouSerializer
    queryset = Mou.objects.none()
    filterset_class = MouFilters

    def get_serializer_class(self):
        return MouSerializer if self.action == "list" else WholeMouSerializer

    def get_queryset(self):
        visible = Mou.objects.visible_to(self.request.user).select_related("partnership")
        visible = visible.prefetch_related("commitments")
        return visible if self.action == "list" else visible.prefetch_related("clauses", "rights_terms")


class CommitmentFilters(FilterSet):
    mou = ById()
    due_before = DateFilter(field_name="due_on", lookup_expr="lt")
    due_after = DateFilter(field_name="due_on", lookup_expr="gt")

    class Meta:
        model = Commitment
        fields = ["mou", "state", "party"]


# In the same query as the commitments themselves.
_SUM = Subquery(
    Progress.objects.filter(commitment=OuterRef("pk"))
    .order_by()
    .values("commitment")
    .annotate(amount=Sum("quantity"))
    .values("amount")
)


class CommitmentViewSet(ReadOnlyModelViewSet):
    """Commitments of the agreements one may see, with the sum of what is noted towards each."""

    permission_classes = [IsAuthenticated]
    serializer_class = CommitmentRowSerializer
    queryset = Commitment.objects.none()
    filterset_class = CommitmentFilters

    def get_queryset(self):
        done = Coalesce(_SUM, Value(0), output_field=DecimalField(max_digits=14, decimal_places=2))
        return (
            Commitment.objects.visible_to(self.request.user)
            .select_related("mou__partnership")
            .annotate(done=done)
        )
