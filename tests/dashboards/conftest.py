# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the journal's readers share."""

import pytest

from tests.factories import PartnershipFactory
from tests.people import sign_in_freshly


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def desk(client, affiliate_admin):
    sign_in_freshly(client, affiliate_admin)
    return client
