# SPDX-License-Identifier: GPL-3.0-or-later
"""Places on the wikis: a Commons category of a partnership by default."""

import factory

from presence.models import CategoryRecord, Place
from tests.factories.partnerships import PartnershipFactory


class PlaceFactory(factory.django.DjangoModelFactory):
    """Give `institution` and `partnership=None` for a place of an institution."""

    class Meta:
        model = Place

    partnership = factory.SubFactory(PartnershipFactory)
    kind = Place.Kind.CATEGORY
    identifier = factory.Sequence("Museum of Tides {}".format)


class CategoryRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CategoryRecord

    place = factory.SubFactory(PlaceFactory)
