# SPDX-License-Identifier: GPL-3.0-or-later
"""A partnership of affiliate A that was removed."""

from django.utils import timezone

from partnerships.models import Partnership
from tests.factories import PartnershipFactory


def furnish(world) -> None:
    lead = world.people["coord"]
    affiliate = Partnership.objects.get(pk=world.objects["private"]).affiliate
    removed = PartnershipFactory(
        affiliate=affiliate, lead=lead, removed_at=timezone.now(), notes="Secret notes"
    )
    world.objects["removed partnership"] = removed.pk
