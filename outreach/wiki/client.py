# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki as the rest of the product sees it: sweeps, batches of pages, and a count of what they cost."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mwclient

from outreach.wiki import answers
from outreach.wiki.address import read_address, user_agent
from outreach.wiki.errors import (
    PageMissing,
    WikiMisconfigured,
    WikiRefused,
    WikiStumbled,
    WikiUnavailable,
)
from outreach.wiki.session import BUSY_TRIES, WikiSession
from outreach.wiki.values import Batch, Page, PageStub, SiteFacts
from outreach.wiki.waiting import Patience

BATCH = 50
MOST_ROUNDS = 1000
MAXLAG = 5
RATE_LIMIT_SECONDS = 60.0

EVERYTHING = {
    "prop": "revisions|info|categories|templates|contributors",
    "rvprop": "ids|timestamp|content|sha1",
    "rvslots": "main",
    "cllimit": "max",
    "tllimit": "max",
    "pclimit": "max",
}
SITE = {"meta": "siteinfo", "siprop": "general|rightsinfo"}


def connect(
    url: str,
    *,
    contact: str,
    version: str,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    deadline: float = 60.0,
    patience: float = 300.0,
    size_limit: int = 32 * 1024 * 1024,
) -> "Wiki":
    """Return the wiki at `url` (the folder of its api.php) without asking it anything yet.

    One call takes `deadline` seconds at most, all waits of this connection together `patience` seconds.
    Not safe to share between threads: mwclient is not. Raises WikiMisconfigured, naming the variable,
    if the address is unusable or a real wiki would be asked without a contact.
    """
    address = read_address(url)
    agent = user_agent(address, contact=contact, version=version)
    session = WikiSession(address, agent, deadline=deadline, size_limit=size_limit, clock=clock)
    site = mwclient.Site(
        address.host,
        path=address.path,
        scheme=address.scheme,
        pool=session,
        do_init=False,
        max_retries=0,
        retry_timeout=0,
    )
    return Wiki(site, session, Patience(patience, sleep))


class Wiki:
    """A read-only view of one wiki. `facts` is what the first sweep learned of the site, None before it."""

    def __init__(self, site: mwclient.Site, session: WikiSession, patience: Patience):
        self._site = site
        self._session = session
        self._patience = patience
        self._has_answered = False
        self.facts: SiteFacts | None = None

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._session.request_count

    def sweep(self, prefix: str) -> Iterator[PageStub]:
        """Yield every page of the main namespace whose title begins with `prefix`, each once, 500 a request.

        The first sweep asks for the site's facts in the same breath. An error in the middle means that
        the listing is not whole: what it did not name is then not known to be gone.
        """
        asked = {
            "generator": "allpages",
            "gapprefix": prefix,
            "gaplimit": "max",
            "prop": "info|pageprops",
            "ppprop": "translate-is-translation",
        }
        seen: set[int] = set()
        pending: dict[int, dict[str, Any]] = {}
        for answer in self._query(asked, once={} if self.facts else SITE):
            if self.facts is None:
                self.facts = answers.site_facts(answer.get("query", {}))
            answers.merge(pending, answers.entries(answer))
            if answer.get("batchcomplete"):
                yield from (answers.stub(entry) for page_id, entry in pending.items() if page_id not in seen)
                seen |= pending.keys()
                pending = {}
        if pending:
            raise WikiUnavailable("The wiki's listing stopped in the middle.")

    def site_facts(self) -> SiteFacts:
        """Return the facts of the site, by a request of its own if no sweep has brought them yet."""
        if self.facts is None:
            self.facts = answers.site_facts(self._ask(SITE).get("query", {}))
        return self.facts

    def batches(self, page_ids: Iterable[int]) -> Iterator[Batch]:
        """Yield the pages of these ids, 50 at a time, with text, categories, templates and contributors.

        A batch costs one request, and more only where its lists are longer than one answer holds.
        """
        wanted = list(dict.fromkeys(page_ids))
        for start in range(0, len(wanted), BATCH):
            ids = wanted[start : start + BATCH]
            merged: dict[int, dict[str, Any]] = {}
            for answer in self._query(EVERYTHING | {"pageids": "|".join(map(str, ids))}):
                answers.merge(merged, answers.entries(answer))
            yield answers.batch(ids, merged)

    def pages(self, page_ids: Iterable[int]) -> Iterator[Page]:
        """Yield the readable pages of these ids; `batches` also tells which are missing or unreadable."""
        for batch in self.batches(page_ids):
            yield from batch.pages

    def page(self, title: str) -> Page:
        """Return one page by its title, redirects followed. Raises PageMissing."""
        merged: dict[int, dict[str, Any]] = {}
        if not title.strip() or "|" in title:
            raise PageMissing(title)
        for answer in self._query(EVERYTHING | {"titles": title, "redirects": "1"}):
            found = answer.get("query", {}).get("pages", [])
            if not found or "missing" in found[0] or "invalid" in found[0]:
                raise PageMissing(title)
            answers.merge(merged, answers.entries(answer))
        batch = answers.batch(merged, merged)
        if batch.unreadable:
            raise WikiUnavailable(batch.unreadable[0].reason)
        return batch.pages[0]

    def _query(self, asked: dict[str, str], once: dict[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """Yield every answer to one query; `once` goes along with the first request only.

        Each round sends the first parameters and the *last* continuation: adding continuations up, as
        mwclient's lists do, silently loses most of the rows.
        """
        onward: dict[str, str] = once or {}
        seen: set[frozenset[tuple[str, str]]] = set()
        for _ in range(MOST_ROUNDS):
            answer = self._ask(asked | onward)
            yield answer
            if "continue" not in answer:
                return
            onward = answer["continue"]
            mark = frozenset((key, str(value)) for key, value in onward.items())
            if mark in seen:
                raise WikiUnavailable("The wiki keeps sending the same part of its answer.")
            seen.add(mark)
        raise WikiUnavailable("The wiki's answer did not come to an end.")

    def _ask(self, asked: dict[str, str]) -> dict[str, Any]:
        """Send one query, waiting and asking again where that may help."""
        attempt = 1
        while True:
            try:
                return self._exchange(asked)
            except WikiStumbled as stumble:
                self._patience.wait(stumble, attempt)
                attempt += 1

    def _exchange(self, asked: dict[str, str]) -> dict[str, Any]:
        bounds = {"formatversion": "2", "maxlag": str(MAXLAG), "continue": ""}
        try:
            # GET: reads may be answered near us, where a POST would go to the primary data centre.
            answer = self._site.raw_api("query", "GET", retry_on_error=False, **(bounds | asked))
        except mwclient.errors.InvalidResponse as error:
            raise self._not_json(error.response_text or "") from error
        except mwclient.errors.APIDisabledError as error:
            raise WikiMisconfigured("WIKI_URL: the API of this wiki is switched off.") from error
        parts = (
            [answer.get(part, {}) for part in ("query", "continue")] if isinstance(answer, dict) else [None]
        )
        if not all(isinstance(part, dict) for part in parts):
            raise WikiStumbled("The wiki answered in a shape we do not know.")
        if "error" in answer:
            raise self._refusal(answer["error"])
        self._has_answered = True
        return answer

    def _not_json(self, body: str) -> WikiUnavailable | WikiMisconfigured:
        """A web page for an answer: from a wiki that has answered before it is maintenance, else a wrong host."""
        if not body.strip():
            return WikiStumbled("The wiki's answer was empty.")
        if not body.lstrip().startswith("<"):
            return WikiStumbled("The wiki's answer arrived cut short.")
        if self._has_answered:
            return WikiStumbled(
                "The wiki answered with a web page instead of data; it may be under maintenance."
            )
        return WikiMisconfigured("WIKI_URL: what answers there sends a web page, not a wiki's data.")

    def _refusal(self, error: Any) -> WikiUnavailable | WikiRefused:
        """Name an error that the API itself reports."""
        code, info = (
            (str(error.get("code")), str(error.get("info"))) if isinstance(error, dict) else ("?", str(error))
        )
        told = self._session.told_to_wait
        if code == "maxlag":
            return WikiStumbled(
                "The wiki's database is behind.", retry_after=told or MAXLAG, tries=BUSY_TRIES
            )
        if code == "ratelimited":
            wait = told or RATE_LIMIT_SECONDS
            return WikiStumbled("The wiki says that we ask too often.", retry_after=wait, tries=BUSY_TRIES)
        if code == "readonly":
            return WikiUnavailable("The wiki is read-only for now.", retry_after=told)
        if code.startswith("internal_api_error"):
            return WikiStumbled("The wiki met an error of its own.")
        return WikiRefused(f"The wiki refused the question ({code}): {info[:200]}")
