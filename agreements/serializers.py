# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of agreements and commitments in the API."""

from rest_framework import serializers

from partnerships.models import Commitment, Mou


class CommitmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Commitment
        fields = ["id", "party", "what", "due_on", "state", "settled_on"]


class MouSerializer(serializers.ModelSerializer):
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
            "link",
            "version",
            "commitments",
        ]
