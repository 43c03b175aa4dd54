# SPDX-License-Identifier: GPL-3.0-or-later
"""A confidential partnership with an agreement, a commitment and a move."""

from partnerships.models import Partnership, StageMove
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory


def furnish(world) -> None:
    lead = world.people["coord"]
    affiliate = Partnership.objects.get(pk=world.objects["private"]).affiliate
    confidential = PartnershipFactory(
        affiliate=affiliate, lead=lead, is_confidential=True, notes="Secret notes", summary="Secret summary"
    )
    mou = MouFactory(partnership=confidential)
    move = StageMove.objects.create(
        partnership=confidential,
        affiliate=affiliate,
        target=confidential.stage,
        by=lead,
        note="Secret reason",
    )
    world.objects |= {
        "confidential": confidential.pk,
        "mou of a confidential one": mou.pk,
        "commitment of a confidential one": CommitmentFactory(mou=mou).pk,
        "move of a confidential one": move.pk,
    }
