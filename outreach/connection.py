# SPDX-License-Identifier: GPL-3.0-or-later
"""The configured wikis: the one we mirror, and the Wikibase whose items are our institutions' keys."""

import time
from collections.abc import Callable
from threading import get_ident
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from outreach.wiki import client, commons, wikibase
from outreach.wiki.hurry import within

LONGEST_SLEEP = 20.0  # seconds between two signs of life while a wiki makes us wait
INTERACTIVE_SECONDS = 3.0
INTERACTIVE_BYTES = 8 * 1024 * 1024

Answer = TypeVar("Answer")


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


def connect_items(*, beat: Callable[[], object] | None = None) -> wikibase.Wikibase:
    """Make a client of the configured Wikibase without asking it anything yet.

    With `beat` it is a worker's: it waits where it is told to, with signs of life. Without, a person waits for
    the page: it asks once and gives up after three seconds in all. Raises WikiMisconfigured.
    """
    who = {"contact": settings.OPERATOR_CONTACT, "version": settings.VERSION}
    if beat is not None:
        return wikibase.connect(settings.WIKIDATA_URL, sleep=lambda seconds: _sleep(seconds, beat), **who)
    return wikibase.connect(
        settings.WIKIDATA_URL,
        deadline=INTERACTIVE_SECONDS,
        total=INTERACTIVE_SECONDS,
        patience=0,
        size_limit=INTERACTIVE_BYTES,
        is_waited_for=True,
        **who,
    )


def ask_quickly(question: Callable[[wikibase.Wikibase], Answer]) -> Answer:
    """Put one question (it may take several requests) for a person who waits; answered within three seconds.

    Raises a WikiError.
    """
    return within(INTERACTIVE_SECONDS + 0.5, lambda: question(connect_items()))


def connect_commons(*, beat: Callable[[], object]) -> commons.Commons:
    """Make a worker's client of the configured Commons without asking it anything yet.

    Raises WikiMisconfigured, naming the variable.
    """
    return commons.connect(
        settings.COMMONS_URL,
        contact=settings.OPERATOR_CONTACT,
        version=settings.VERSION,
        sleep=lambda seconds: _sleep(seconds, beat),
    )
