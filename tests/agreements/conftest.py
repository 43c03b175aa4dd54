# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for agreements: a coordinator's browser, a partnership of theirs and a draft of its agreement."""

import pytest

from tests.factories import MouFactory, PartnershipFactory
from tests.threads import at_once

__all__ = ["at_once"]


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


@pytest.fixture
def mou(partnership):
    return MouFactory(partnership=partnership, title="Pond letter")
