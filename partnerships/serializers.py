# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes of this app's objects in the API. They describe; they never save."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.fields import Tier, may_know
from accounts.sight import SightedSerializer
from interface.addresses import web_address
from partnerships.models import (
    Address,
    Advocate,
    Institution,
    Partnership,
    Post,
    Stage,
    StageMove,
)
from partnerships.permissions import closeness_to, may_edit_advocate


class InstitutionSerializer(SightedSerializer):
    entity = "institution"
    country = serializers.CharField()

    class Meta:
        model = Institution
        fields = [
            "id",
            "name",
            "names",
            "kind",
            "country",
            "place",
            "latitude",
            "longitude",
            "website",
            "wikidata_item",
            "sector",
            "collection_domains",
            "isil",
            "viaf",
            "ror",
            "commons_category",
            "version",
        ]

    @cached_property
    def _names(self) -> list[str]:
        return [name for name in self.Meta.fields if may_know(self.entity, name, Tier.PUBLIC)]

    def to_representation(self, institution):
        """As its fields would write it; not asked one by one, which for fifty rows took half of the answer."""
        shown = {name: getattr(institution, name) for name in self._names}
        shown["country"] = institution.country.code
        shown["website"] = web_address(institution.website)
        for name in ("latitude", "longitude"):
            shown[name] = None if shown[name] is None else f"{shown[name]:.5f}"
        return shown


class PostSerializer(SightedSerializer):
    entity = "post"

    class Meta:
        model = Post
        fields = ["institution", "title", "role", "started_on", "ended_on"]


class AddressSerializer(SightedSerializer):
    entity = "address"

    class Meta:
        model = Address
        fields = ["kind", "label", "value", "is_preferred"]


class AdvocateSerializer(SightedSerializer):
    """The wiki username is there only while they consent to it."""

    entity = "advocate"

    posts = PostSerializer(many=True)
    addresses = AddressSerializer(many=True, source="address_rows")

    class Meta:
        model = Advocate
        fields = [
            "id",
            "affiliate",
            "name",
            "posts",
            "addresses",
            "wiki_username",
            "engagement",
            "last_contact_on",
            "source",
            "lawful_basis",
            "keep_until_on",
            "version",
        ]

    def closeness(self, user, row):
        return Tier.EDITORS if may_edit_advocate(user, row.affiliate_id) else Tier.AFFILIATE


class StageSerializer(SightedSerializer):
    entity = "stage"
    name = serializers.CharField()

    class Meta:
        model = Stage
        fields = ["id", "name", "phase", "position", "target_days", "colour", "needs", "wip_limit"]

    def closeness(self, user, row):
        """Alone it is given to those only who see its partnerships from inside."""
        return Tier.WMF


class PartnershipSerializer(SightedSerializer):
    """One partnership, as far as its reader may know it."""

    entity = "partnership"

    stage = StageSerializer()
    institution_name = serializers.CharField(source="institution.name")
    affiliate_name = serializers.CharField(source="affiliate.name")

    class Meta:
        model = Partnership
        fields = [
            "id",
            "institution",
            "institution_name",
            "affiliate",
            "affiliate_name",
            "stage",
            "phase",
            "stage_entered_at",
            "origin",
            "summary",
            "is_public",
            "opened_at",
            "version",
            "lead",
            "next_step",
            "next_step_on",
            "notes",
            "is_confidential",
        ]

    def closeness(self, user, row):
        return closeness_to(user, row)


class AnswersSerializer(serializers.Serializer):
    """What the target stage needs, answered with the move."""

    next_step = serializers.CharField(required=False, allow_blank=True, max_length=300)
    next_step_on = serializers.DateField(required=False, allow_null=True)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    expected_works = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    effort = serializers.ChoiceField(required=False, choices=Partnership.Effort.choices, allow_blank=True)
    effort_note = serializers.CharField(required=False, allow_blank=True, max_length=300)
    is_public = serializers.BooleanField(required=False)


class StageMoveRequest(serializers.Serializer):
    """Where a partnership goes, the version its mover saw, why, and what the stage needs.

    `over_limit` says yes to one more than the stage's limit.
    """

    stage = serializers.PrimaryKeyRelatedField(
        queryset=Stage.objects.none(), error_messages={"does_not_exist": _("No such stage in this pipeline.")}
    )
    version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(required=False, allow_blank=True, max_length=5000, default="")
    answers = AnswersSerializer(required=False)
    over_limit = serializers.BooleanField(required=False, default=False)

    def __init__(self, *args, partnership=None, **kwargs):
        super().__init__(*args, **kwargs)
        if partnership is not None:
            self.fields["stage"].queryset = partnership.pipeline.stages.all()


class StageMoveSerializer(SightedSerializer):
    entity = "move"

    class Meta:
        model = StageMove
        fields = ["id", "partnership", "affiliate", "source", "target", "by", "moved_at", "days_spent"]

    def closeness(self, user, row):
        """Moves are given to those only who see the partnership from inside; their reasons are not among them."""
        return Tier.WMF
