# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the queue share."""

import pytest

from tests.factories import CommitmentFactory, InstitutionFactory, MouFactory, PartnershipFactory


@pytest.fixture
def partnership(coordinator):
    institution = InstitutionFactory(name="Museum of Tides", names={"ar": "متحف المد"})
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator, institution=institution)


@pytest.fixture
def agreement(partnership):
    return MouFactory(partnership=partnership, title="Images of tides", signed=True)


@pytest.fixture
def promise(agreement):
    """Makes a commitment in the agreement."""

    def make(**facts):
        return CommitmentFactory(mou=agreement, **({"what": "Release 50 images"} | facts))

    return make
