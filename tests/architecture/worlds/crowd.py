# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty more partnerships of affiliate A and three of B, with people and all that is written about them."""

from partnerships.models import Address, Contact, StageMove
from tests.factories import (
    AdvocateFactory,
    CommitmentFactory,
    MouFactory,
    NoteFactory,
    PartnershipFactory,
    TaskFactory,
)
from tests.factories.agreements import ClauseFactory, RightsTermFactory, SignatoryFactory


def furnish(world) -> None:
    for person, count in (("coord", 20), ("other", 3)):
        lead = world.people[person]
        for number in range(count):
            _one(lead, lead.affiliate, is_public=number % 5 == 0)


def _one(lead, affiliate, *, is_public: bool) -> None:
    partnership = PartnershipFactory(affiliate=affiliate, lead=lead, is_public=is_public)
    advocate = AdvocateFactory(affiliate=affiliate, institution=partnership.institution)
    Address.objects.create(advocate=advocate, kind="phone", value="+33 555 0100")
    Contact.objects.create(
        advocate=advocate, happened_on="2026-01-05", channel="call", by=lead, note="They were kind."
    )
    StageMove.objects.create(
        partnership=partnership, affiliate=affiliate, target=partnership.stage, by=lead, note="A reason."
    )
    mou = MouFactory(partnership=partnership)
    CommitmentFactory(mou=mou)
    ClauseFactory(mou=mou)
    SignatoryFactory(mou=mou)
    RightsTermFactory(mou=mou)
    NoteFactory(on=partnership, affiliate=affiliate, author=lead)
    TaskFactory(on=partnership, affiliate=affiliate, made_by=lead, assignee=lead)
