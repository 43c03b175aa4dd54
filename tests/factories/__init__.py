# SPDX-License-Identifier: GPL-3.0-or-later
"""Factories: each makes the smallest thing that is valid, with no surprise."""

from tests.factories.casestudies import CaseStudyFactory
from tests.factories.outreach import ContributorFactory, PageFactory, SourceFactory
from tests.factories.partnerships import (
    AdvocateFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    PartnershipFactory,
    PipelineFactory,
)
from tests.factories.people import AffiliateFactory, MembershipFactory, UserFactory, member

__all__ = [
    "AdvocateFactory",
    "AffiliateFactory",
    "CaseStudyFactory",
    "CommitmentFactory",
    "ContributorFactory",
    "InstitutionFactory",
    "MembershipFactory",
    "MouFactory",
    "PageFactory",
    "PartnershipFactory",
    "PipelineFactory",
    "SourceFactory",
    "UserFactory",
    "member",
]
