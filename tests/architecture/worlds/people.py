# SPDX-License-Identifier: GPL-3.0-or-later
"""A contributor of a protected country, with a claim that says so."""

from outreach.models import Contribution
from tests.factories import ClaimFactory, ContributorFactory, EvidenceFactory, PageFactory

PROTECTED = "KP"


def furnish(world) -> None:
    contributor, page = ContributorFactory(username="Somebody protected"), PageFactory()
    Contribution.objects.create(contributor=contributor, page=page, role="named", revision=page.revision)
    claim = ClaimFactory(contributor=contributor, kind="country", key=PROTECTED, value=PROTECTED)
    EvidenceFactory(claim=claim, page=page)
    world.objects["protected"] = contributor.pk
