# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of accounts share: threads that start together, and a wiki to sign in at."""

import pytest

from localwiki import oauth
from tests.threads import at_once
from tests.wiki.conftest import fresh_mediawiki, mediawiki

__all__ = ["at_once", "fresh_mediawiki", "mediawiki"]


@pytest.fixture
def demo(settings):
    """A demo's door: a password is enough there, and nobody is asked for a second factor."""
    settings.DEBUG = True


@pytest.fixture
def use(settings):
    """Have the product sign people in at an authorisation server."""

    def point(authority):
        settings.WIKI_URL = authority.url
        settings.WIKI_OAUTH_URL = authority.rest_url
        settings.WIKI_OAUTH_CLIENT_ID = authority.client_id
        settings.WIKI_OAUTH_CLIENT_SECRET = authority.client_secret
        return authority

    return point


@pytest.fixture
def authority(mediawiki, use):
    """OAuth 2 before the wiki that all tests share: grant and revoke, but change nothing on the wiki."""
    with oauth.start(mediawiki) as running:
        yield use(running)


@pytest.fixture
def own_authority(fresh_mediawiki, use):
    """OAuth 2 before a wiki of the test's own, to rename and block in."""
    with oauth.start(fresh_mediawiki) as running:
        yield use(running)
