# SPDX-License-Identifier: GPL-3.0-or-later
"""What was promised in the signed agreement of a public partnership: open with a progress, and settled."""

from django.utils import timezone

from agreements.actions import note_progress
from partnerships.models import Mou
from tests.factories import AdvocateFactory, CommitmentFactory


def furnish(world) -> None:
    mou = Mou.objects.get(pk=world.objects["mou of a public one"])
    partnership = mou.partnership
    # A name that only those of the affiliate read.
    advocate = AdvocateFactory(
        affiliate=partnership.affiliate, institution=partnership.institution, name="Secret advocate"
    )
    promise = CommitmentFactory(mou=mou, advocate=advocate, quantity=10, unit="maps")
    note_progress(promise, by=world.people["coord"], done_on=timezone.localdate(), quantity=3)
    settled = CommitmentFactory(mou=mou, state="kept", settled_on=timezone.localdate())
    world.objects |= {"promise": promise.pk, "settled promise": settled.pk}
