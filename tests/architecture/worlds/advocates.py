# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on the world's advocate, for the doors to it."""

from datetime import timedelta

from django.utils import timezone

from partnerships import actions
from partnerships.models import Advocate
from privacy.models import PersonSearch
from tests.factories import AdvocateFactory


def furnish(world):
    advocate, coordinator = Advocate.objects.get(pk=world.objects["advocate"]), world.people["coord"]
    other = AdvocateFactory(affiliate=advocate.affiliate, name="Secret successor")
    contact = actions.note_contact(
        advocate, by=coordinator, channel="call", happened_on=timezone.localdate(), note="Secret talk"
    )
    address = actions.add_address(
        advocate, by=coordinator, kind="email", label="work", value="secret@pond.example"
    )
    relation = actions.relate(other, advocate, by=coordinator, kind="succeeds")
    # Waiting so long that nobody waits for it any more: the doors behind it are open.
    PersonSearch.objects.create(
        subject_kind="partnerships.advocate",
        subject_id=advocate.pk,
        affiliate=advocate.affiliate,
        asked_by=coordinator,
        asked_at=timezone.now() - timedelta(hours=2),
    )
    world.objects |= {
        "contact": contact.pk,
        "address": address.pk,
        "relation": relation.pk,
        "post": advocate.posts.get().pk,
        "colleague": coordinator.pk,
    }
