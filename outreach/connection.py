# SPDX-License-Identifier: GPL-3.0-or-later
"""The wikis we may talk to, by name: fixed in the settings, never by an address that somebody typed.

Every client passes the one gate of the site, signs itself with the operator's contact, and is bounded in time.
"""

import time
from collections.abc import Callable
from enum import StrEnum
from threading import get_ident
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from outreach.gate import shared_gate
from outreach.wiki import accounts, client, commons, files, wikibase
from outreach.wiki.gate import nobody_asks
from outreach.wiki.hurry import within
from outreach.wiki.line import Line, open_line

WRITER_SECONDS = 40.0  # for one call; an order that fails is tried again later, by a row and not by waiting
WRITER_PATIENCE = 20.0
LONGEST_SLEEP = 20.0  # seconds between two signs of life while a wiki makes us wait
INTERACTIVE_SECONDS = 3.0
INTERACTIVE_BYTES = 8 * 1024 * 1024

Answer = TypeVar("Answer")


class Site(StrEnum):
    """The wikis we know, each by the setting that holds its address."""

    OUTREACH = "WIKI_URL"
    META = "META_URL"
    COMMONS = "COMMONS_URL"
    WIKIDATA = "WIKIDATA_URL"

    @property
    def url(self) -> str:
        """The address of the folder of its api.php."""
        return getattr(settings, self.value)

    @property
    def host(self) -> str:
        """The host, with a port if the address has one."""
        return urlsplit(self.url).netloc.rpartition("@")[2].lower()


def wiki_host() -> str:
    """The host that names the source of what we mirror."""
    return Site.OUTREACH.host


def terms(site: Site, *, beat: Callable[[], object] | None = None, token: str = "") -> dict[str, Any]:
    """The terms (outreach.wiki.terms) on which we talk to this wiki.

    With `beat` they are a worker's: it waits where it is told to, and meanwhile `beat` is called every 20
    seconds, so that its run is not taken for dead; but only in the thread that asked for the terms, whose
    database connection it uses. Without, a person waits for the page: three seconds in all, and no waiting.
    """
    agreed = {
        "contact": settings.OPERATOR_CONTACT,
        "version": settings.VERSION,
        "setting": site.value,
        "token": token,
        "gate": shared_gate(),
    }
    if beat is None:
        hurry = {"deadline": INTERACTIVE_SECONDS, "total": INTERACTIVE_SECONDS, "patience": 0}
        return agreed | hurry | {"size_limit": INTERACTIVE_BYTES}
    owner = get_ident()

    def alive() -> None:
        if get_ident() == owner:
            beat()

    return agreed | {"alive": alive, "sleep": lambda seconds: _sleep(seconds, alive)}


def connect(*, beat: Callable[[], object], site: Site = Site.OUTREACH) -> client.Wiki:
    """Make a worker's client of a wiki without asking it anything yet; the mirror's unless another is named.

    What we mirror we read as the account of WIKI_ACCESS_TOKEN, where there is one. Raises WikiMisconfigured,
    naming the variable.
    """
    token = settings.WIKI_ACCESS_TOKEN if site is Site.OUTREACH else ""
    return client.connect(site.url, **terms(site, beat=beat, token=token))


def line_of(token: str) -> Line:
    """A worker's line to the mirrored wiki in the name of the token's account, without asking it anything yet.

    Raises WikiMisconfigured, naming the variable.
    """
    agreed = terms(Site.OUTREACH, beat=nobody_asks, token=token)
    return open_line(
        Site.OUTREACH.url, **(agreed | {"deadline": WRITER_SECONDS, "patience": WRITER_PATIENCE})
    )


def connect_accounts(*, beat: Callable[[], object]) -> accounts.Accounts:
    """Make a worker's client of the configured wiki's accounts without asking it anything yet.

    Raises WikiMisconfigured, naming the variable.
    """
    return accounts.connect(Site.OUTREACH.url, **terms(Site.OUTREACH, beat=beat))


def connect_commons(*, beat: Callable[[], object]) -> commons.Commons:
    """Make a worker's client of Commons without asking it anything yet. Raises WikiMisconfigured."""
    return commons.connect(Site.COMMONS.url, **terms(Site.COMMONS, beat=beat))


def connect_files(*, beat: Callable[[], object]) -> files.Files:
    """Make a worker's client of the files of Commons without asking it anything yet. Raises WikiMisconfigured."""
    return files.connect(Site.COMMONS.url, **terms(Site.COMMONS, beat=beat))


def _sleep(seconds: float, beat: Callable[[], object]) -> None:
    while seconds > 0:
        time.sleep(min(seconds, LONGEST_SLEEP))
        seconds -= LONGEST_SLEEP
        beat()


def connect_items(*, beat: Callable[[], object] | None = None) -> wikibase.Wikibase:
    """Make a client of the configured Wikibase, a worker's with `beat`, without asking it anything yet.

    Raises WikiMisconfigured.
    """
    agreed = terms(Site.WIKIDATA, beat=beat)
    return wikibase.connect(Site.WIKIDATA.url, is_waited_for=beat is None, **agreed)


def ask_quickly(question: Callable[[wikibase.Wikibase], Answer]) -> Answer:
    """Put one question (it may take several requests) for a person who waits; answered within three seconds.

    Raises a WikiError.
    """
    return within(INTERACTIVE_SECONDS + 0.5, lambda: question(connect_items()))
