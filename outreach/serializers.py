# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of the mirror's objects in the API."""

from rest_framework import serializers

from accounts.fields import Tier
from accounts.sight import SightedSerializer
from journal.scrubbing import scrubbed
from outreach.models import Contributor, SyncRun


class ContributorSerializer(SightedSerializer):
    """With the moment of the last good sync, and whether that is so long ago that the wiki may say something else."""

    entity = "contributor"

    wiki = serializers.CharField(source="source.host")
    synced_at = serializers.DateTimeField(source="source.synced_at", allow_null=True)
    is_stale = serializers.BooleanField(source="source.freshness.is_stale")

    class Meta:
        model = Contributor
        fields = ["id", "wiki", "username", "first_seen_at", "synced_at", "is_stale"]


class ScrubbedField(serializers.CharField):
    """What a program said of its failure, as on pages: without addresses and keys."""

    def to_representation(self, value):
        return scrubbed(super().to_representation(value))


class SyncRunSerializer(SightedSerializer):
    entity = "sync_run"

    wiki = serializers.CharField(source="source.host")
    state = serializers.CharField(source="run.state")
    queued_at = serializers.DateTimeField(source="run.queued_at")
    ended_at = serializers.DateTimeField(source="run.ended_at", allow_null=True)
    error = ScrubbedField(source="run.error")

    class Meta:
        model = SyncRun
        fields = [
            "id",
            "wiki",
            "state",
            "queued_at",
            "ended_at",
            "error",
            "requests",
            "seen",
            "created",
            "changed",
            "unchanged",
            "moved",
            "gone",
            "redirects",
            "hidden",
            "unparsable",
            "reasons",
        ]

    def closeness(self, user, row):
        """Given to those only who may see sync runs at all."""
        return Tier.WMF
