# SPDX-License-Identifier: GPL-3.0-or-later
"""Partnerships that several affiliates lead."""

import factory

from partnerships.models import CoLead
from tests.factories.partnerships import PartnershipFactory
from tests.factories.people import AffiliateFactory


class CoLeadFactory(factory.django.DjangoModelFactory):
    """Another affiliate's share, asked for by the one that opened the partnership; waiting for an answer."""

    class Meta:
        model = CoLead

    partnership = factory.SubFactory(PartnershipFactory)
    affiliate = factory.SubFactory(AffiliateFactory)
    asked_by_affiliate = factory.SelfAttribute("partnership.affiliate")
    proposed_by = factory.SelfAttribute("partnership.lead")

    class Params:
        accepted = factory.Trait(state=CoLead.State.ACCEPTED)
