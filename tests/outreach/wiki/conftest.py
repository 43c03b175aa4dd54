# SPDX-License-Identifier: GPL-3.0-or-later
"""A fake server to ask, and a wiki client that notes its waits instead of waiting."""

import pytest

from outreach.wiki.client import connect
from tests.outreach.wiki.fake import serving


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def waits():
    """The seconds the client wanted to sleep, in order."""
    return []


@pytest.fixture
def wiki(server, waits):
    return connect(server.url, contact="", version="1.0", sleep=waits.append)
