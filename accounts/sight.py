# SPDX-License-Identifier: GPL-3.0-or-later
"""Serializers that show of an object what its reader may know of it, by the table of fields."""

from django.db import models
from rest_framework import serializers

from accounts.fields import Tier, may_know, tier_of
from interface.addresses import web_address


class WebAddress(serializers.URLField):
    """An address as pages link it: one that leads astray, however it came into the database, is not told."""

    def to_representation(self, address):
        return web_address(address)


class SightedSerializer(serializers.ModelSerializer):
    """Leaves out what the table does not give to who stands so close to the object; it is not even read.

    `entity` is the object's name in the table. `closeness` says how close a reader stands to a row; what hangs on
    another object is seen from where the reader stands to that one.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.URLField: WebAddress,
    }
    entity = ""
    _closeness = Tier.PUBLIC

    def closeness(self, user, row) -> Tier:
        """How close the user stands to the row; as far as can be, where a serializer does not say."""
        return Tier.PUBLIC

    def get_fields(self):
        """In the description of the API what not everybody gets is not promised."""
        fields = super().get_fields()
        for name, field in fields.items():
            if tier_of(self.entity, name) != Tier.PUBLIC and not field.read_only:
                field.required = False
        return fields

    @property
    def _readable_fields(self):
        for field in super()._readable_fields:
            if may_know(self.entity, field.field_name, self._closeness):
                yield field

    def to_representation(self, row):
        above = self._above()
        self._closeness = (
            self.closeness(self.context["request"].user, row) if above is None else above._closeness
        )
        return super().to_representation(row)

    def _above(self) -> "SightedSerializer | None":
        """The serializer of the object that this one hangs on."""
        parent = self.parent
        while parent is not None and not isinstance(parent, SightedSerializer):
            parent = parent.parent
        return parent
