# SPDX-License-Identifier: GPL-3.0-or-later
"""The world that doors are tried in, made once a module."""

import pytest
from django.test import override_settings

from tests.architecture.matrix import rolled_back
from tests.architecture.world import make_world

SESSIONS = "django.contrib.sessions.backends.signed_cookies"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all doors; whatever a test changes is rolled back to here."""
    # Sessions in cookies: a query less in each of some five thousand requests.
    with (
        django_db_blocker.unblock(),
        override_settings(SESSION_ENGINE=SESSIONS),
        rolled_back(),
    ):
        yield make_world()
