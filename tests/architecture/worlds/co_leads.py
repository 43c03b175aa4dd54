# SPDX-License-Identifier: GPL-3.0-or-later
"""A proposal of affiliate A to affiliate B, and a partnership the two lead together."""

from tests.factories import AffiliateFactory, CoLeadFactory, PartnershipFactory


def furnish(world):
    """Adds `proposal`, `shared lead` and `shared`, the partnership led together."""
    opening, joining = world.people["coord"], world.people["other"].affiliate
    AffiliateFactory(name="Affiliate C")  # somebody else to ask
    facts = {"affiliate": opening.affiliate, "lead": opening}
    asked = PartnershipFactory(**facts, notes="Secret notes")
    shared = PartnershipFactory(**facts)
    world.objects |= {
        "asked for": asked.pk,
        "proposal": CoLeadFactory(partnership=asked, affiliate=joining).pk,
        "shared": shared.pk,
        "shared lead": CoLeadFactory(partnership=shared, affiliate=joining, accepted=True).pk,
    }
