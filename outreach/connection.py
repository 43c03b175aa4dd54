# SPDX-License-Identifier: GPL-3.0-or-later
"""The configured wiki: its name among our sources, and a client for it."""

import time
from collections.abc import Callable
from threading import get_ident
from urllib.parse import urlsplit

from django.conf import settings

from outreach.wiki import client

LONGEST_SLEEP = 20.0  # seconds between two signs of life while a wiki makes us wait


def wiki_host() -> str:
    """The host, with a port if WIKI_URL has one, that names the source of what we mirror."""
    return urlsplit(settings.WIKI_URL).netloc.rpartition("@")[2].lower()


def connect(*, beat: Callable[[], object]) -> client.Wiki:
    """Make a client of the configured wiki without asking it anything yet.

    Where the wiki tells us to wait, `beat` is called every 20 seconds, so that the run is not taken for dead;
    but only in the thread that connected, whose database connection it uses: a thread that fetches ahead is
    waited for by that one, which beats itself.
    Raises WikiMisconfigured, naming the variable.
    """
    owner = get_ident()
    return client.connect(
        settings.WIKI_URL,
        contact=settings.OPERATOR_CONTACT,
        version=settings.VERSION,
        sleep=lambda seconds: _sleep(seconds, beat if get_ident() == owner else _nothing),
    )


def _nothing() -> None:
    pass


def _sleep(seconds: float, beat: Callable[[], object]) -> None:
    while seconds > 0:
        time.sleep(min(seconds, LONGEST_SLEEP))
        seconds -= LONGEST_SLEEP
        beat()
