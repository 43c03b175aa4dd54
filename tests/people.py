# SPDX-License-Identifier: GPL-3.0-or-later
"""The people every test knows, as fixtures: one of each role."""

import pytest

from tests.factories import UserFactory, member


@pytest.fixture
def coordinator(db):
    return member("coordinator")


@pytest.fixture
def viewer(coordinator):
    """In the coordinator's affiliate."""
    return member("viewer", coordinator.affiliate)


@pytest.fixture
def affiliate_admin(coordinator):
    """In the coordinator's affiliate."""
    return member("admin", coordinator.affiliate)


@pytest.fixture
def stranger(db):
    """A coordinator of another affiliate."""
    return member("coordinator")


@pytest.fixture
def volunteer(db):
    return UserFactory()


@pytest.fixture
def wmf_staff(db):
    return UserFactory(is_wmf_staff=True)


@pytest.fixture
def platform_admin(db):
    return UserFactory(is_platform_admin=True)
