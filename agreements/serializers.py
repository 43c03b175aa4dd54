# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of agreements and commitments in the API."""

from rest_framework import serializers

from accounts.sight import SightedSerializer
from agreements.models import Clause, RightsTerm
from partnerships.models import Commitment, Mou
from partnerships.permissions import closeness_to


class CommitmentSerializer(SightedSerializer):
    entity = "commitment"

    class Meta:
        model = Commitment
        fields = ["id", "party", "what", "due_on", "state", "settled_on"]


class ClauseSerializer(SightedSerializer):
    entity = "clause"

    class Meta:
        model = Clause
        fields = ["kind", "title", "text"]


class RightsTermSerializer(SightedSerializer):
    entity = "rights_term"

    class Meta:
        model = RightsTerm
        fields = ["content_set", "licence", "vrt_ticket"]


class MouSerializer(SightedSerializer):
    """An agreement without people and document, as far as its reader may know it; as lists show it."""

    entity = "agreement"

    commitments = CommitmentSerializer(many=True)
    standing = serializers.CharField()

    class Meta:
        model = Mou
        fields = [
            "id",
            "partnership",
            "kind",
            "title",
            "state",
            "standing",
            "signed_on",
            "starts_on",
            "ends_on",
            "notice_days",
            "review_on",
            "language",
            "link",
            "amends",
            "superseded_on",
            "public_summary",
            "is_summary_public",
            "has_conflict_of_interest",
            "has_paid_editing",
            "is_exclusive",
            "version",
            "commitments",
        ]

    def closeness(self, user, row):
        return closeness_to(user, row.partnership)


class WholeMouSerializer(MouSerializer):
    """One agreement with its text."""

    clauses = ClauseSerializer(many=True)
    rights_terms = RightsTermSerializer(many=True)

    class Meta(MouSerializer.Meta):
        fields = [*MouSerializer.Meta.fields, "clauses", "rights_terms"]


class CommitmentRowSerializer(SightedSerializer):
    """A commitment on its own: `user` is who sees to it; the advocate is nobody else's business."""

    entity = "commitment"

    partnership = serializers.IntegerField(source="mou.partnership_id")
    done = serializers.DecimalField(
        max_digits=14, decimal_places=2, help_text="The sum of the progress noted; of what is counted."
    )

    class Meta:
        model = Commitment
        fields = [
            "id",
            "mou",
            "partnership",
            "party",
            "user",
            "what",
            "quantity",
            "done",
            "unit",
            "due_on",
            "recurrence",
            "previous",
            "state",
            "settled_on",
            "version",
        ]

    def closeness(self, user, row):
        return closeness_to(user, row.mou.partnership)
