# SPDX-License-Identifier: GPL-3.0-or-later
"""Places of the private and the public partnership and of the institution, each of some kind."""

from django.utils import timezone

from partnerships.models import Institution, Partnership
from presence.models import CategoryCount, CategoryNode, ListingRequest
from tests.factories import CategoryRecordFactory, PlaceFactory


def furnish(world) -> None:
    private = Partnership.objects.get(pk=world.objects["private"])
    public = Partnership.objects.get(pk=world.objects["public"])
    institution = Institution.objects.get(pk=world.objects["institution"])
    now = timezone.now()
    category = PlaceFactory(partnership=private, label="What they gave")
    record = CategoryRecordFactory(place=category, state="found", counted_at=now, checked_at=now)
    CategoryNode.objects.create(record=record, name=category.identifier, depth=0, position=0)
    CategoryCount.objects.create(
        record=record, counted_on="2026-01-01", files=1, tree_files=1, tree_categories=1
    )
    asked = ListingRequest.objects.create(place=category, asked_on="2026-01-02", asked_by=private.lead)
    world.objects |= {
        "place": category.pk,
        "task place": PlaceFactory(partnership=private, kind="task", identifier="T12345").pk,
        "public place": CategoryRecordFactory(place__partnership=public).place_id,
        "institution's category": CategoryRecordFactory(
            place__partnership=None, place__institution=institution
        ).place_id,
        "institution's programme": PlaceFactory(
            partnership=None, institution=institution, kind="programme", identifier="Who/What"
        ).pk,
        "listing request": asked.pk,
    }
