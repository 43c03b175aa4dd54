# SPDX-License-Identifier: GPL-3.0-or-later
"""A real MediaWiki for the tests of this folder; other folders may import the fixtures from here."""

import os
from pathlib import Path

import pytest

from localwiki import faults as proxy
from localwiki import oauth, packages, server

HERE = Path(__file__).parent
PAGES = 80


def pytest_collection_modifyitems(items):
    """Whatever lies in this folder needs MediaWiki."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.wiki)


def start_wiki(folder: Path, pages: int) -> server.LocalWiki:
    """A running wiki with so many pages; without MediaWiki on this machine the test is skipped or, with CI=true, fails."""
    try:
        return server.start(folder, pages=pages)
    except packages.NotInstalled as lacking:
        if os.environ.get("CI") == "true":
            pytest.fail(f"needs MediaWiki: {lacking}", pytrace=False)
        pytest.skip(f"needs MediaWiki: {lacking}")


@pytest.fixture(scope="session")
def mediawiki(tmp_path_factory):
    """A seeded wiki that all tests share: read it, do not change it."""
    with start_wiki(tmp_path_factory.mktemp("wiki"), PAGES) as wiki:
        yield wiki


@pytest.fixture
def fresh_mediawiki(tmp_path):
    """A seeded wiki of the test's own, to edit, move and delete in."""
    with start_wiki(tmp_path / "wiki", PAGES) as wiki:
        yield wiki


@pytest.fixture
def wiki_faults(fresh_mediawiki):
    """A proxy before `fresh_mediawiki` that counts requests and breaks them when told to."""
    with proxy.start(fresh_mediawiki.port) as faults:
        yield faults


@pytest.fixture
def counted_mediawiki(mediawiki):
    """The same proxy before the shared `mediawiki`, for tests that only read: quicker, as nothing is copied."""
    with proxy.start(mediawiki.port) as faults:
        yield faults


@pytest.fixture
def authority(fresh_mediawiki):
    """OAuth 2 before `fresh_mediawiki`: sign in at its `rest_url`, and show its tokens at its `url`."""
    with oauth.start(fresh_mediawiki) as running:
        yield running
