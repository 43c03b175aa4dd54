# SPDX-License-Identifier: GPL-3.0-or-later
"""The people every test knows, as fixtures: one of each role."""

import pytest
from django.conf import settings

from accounts.elevation import note_elevation
from accounts.fresh import note_proof
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


def sign_in_freshly(client, user) -> None:
    """Sign in as somebody who has shown just now who they are; after `force_login` alone nobody has."""
    client.force_login(user)
    session = client.session
    note_proof(session)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def elevate(client) -> None:
    """Have the platform administrator of this browser be in an elevated session, as after giving a reason."""
    session = client.session
    note_elevation(session)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
