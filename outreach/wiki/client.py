# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki as the rest of the product sees it: sweeps, batches of pages, and a count of what they cost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from outreach.wiki import answers
from outreach.wiki.errors import PageMissing, WikiUnavailable
from outreach.wiki.line import MAXLAG, Line, open_line
from outreach.wiki.values import Batch, Greeting, HiddenRevisions, Page, PageStub, SiteFacts

BATCH = 50
LARGE_BATCH = 500  # for accounts with the right to ask more, such as a bot's
MOST_ROUNDS = 1000

EVERYTHING = {
    "prop": "revisions|info|categories|templates|contributors|pageprops",
    "rvprop": "ids|timestamp|content|sha1|user|userid",
    "rvslots": "main",
    "cllimit": "max",
    "tllimit": "max",
    "pclimit": "max",
}
SITE = {"meta": "siteinfo", "siprop": "general|rightsinfo"}
GREETING = {
    "meta": "siteinfo|userinfo",
    "siprop": "general|rightsinfo",
    "uiprop": "rights",
    "curtimestamp": "1",
}
HIDDEN_LOG = {
    "list": "logevents",
    "leaction": "delete/revision",
    "leprop": "type|title|timestamp|details",
    "lelimit": "max",
}


def connect(url: str, **terms: Any) -> "Wiki":
    """Return the wiki at `url` (the folder of its api.php) without asking it anything yet.

    `terms` are those of outreach.wiki.terms.Terms. Not safe to share between threads: mwclient is not.
    Raises WikiMisconfigured, naming the variable, if the address is unusable or a real wiki would be asked
    without a contact.
    """
    return Wiki(open_line(url, **terms))


class Wiki:
    """A read-only view of one wiki."""

    def __init__(self, line: Line):
        self._line = line
        self._facts: SiteFacts | None = None
        self._batch = BATCH

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def sweep(
        self, prefix: str, *, greet: Callable[[Greeting], object] | None = None, since: datetime | None = None
    ) -> Iterator[PageStub]:
        """Yield every page of the main namespace whose title begins with `prefix`, each once, 500 a request.

        With `greet` the wiki is asked in the same breath who it is, what we may, and which revisions were hidden
        or shown again after `since`; `greet` gets the answer before the first page. An error in the middle means
        that the listing is not whole: what it did not name is then not known to be gone.
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
        for answer in self._query(asked, once=_greeting(since) if greet else {}):
            if greet:
                greet(self._learn(answer, since))
                greet = None
            answers.merge(pending, answers.entries(answer))
            if answer.get("batchcomplete"):
                yield from (answers.stub(entry) for page_id, entry in pending.items() if page_id not in seen)
                seen |= pending.keys()
                pending = {}
        if pending:
            raise WikiUnavailable("The wiki's listing stopped in the middle.")

    def _learn(self, answer: dict[str, Any], since: datetime | None) -> Greeting:
        told = answers.greeting(answer)
        self._facts = told.facts
        if told.may_ask_more:
            self._batch = LARGE_BATCH
        if since is None or "lecontinue" not in answer.get("continue", {}):
            return told
        return replace(told, hidden=tuple(self.hidden_since(since)))

    def hidden_since(self, since: datetime) -> Iterator[HiddenRevisions]:
        """Yield all that was hidden or shown again after that moment, newest first: for a log of many lines."""
        for answer in self._query(HIDDEN_LOG | _until(since)):
            yield from answers.hidden_revisions(answer.get("query", {}))

    def site_facts(self) -> SiteFacts:
        """Return the facts of the site, by a request of its own if no sweep has brought them yet."""
        if self._facts is None:
            self._facts = answers.site_facts(self._ask(SITE).get("query", {}))
        return self._facts

    def batches(self, page_ids: Iterable[int]) -> Iterator[Batch]:
        """Yield the pages of these ids, 50 at a time, with text, categories, templates and contributors.

        A batch costs one request, and more only where its lists are longer than one answer holds. Where a sweep
        has told that we may ask more, it is ten times as large.
        """
        wanted = list(dict.fromkeys(page_ids))
        for start in range(0, len(wanted), self._batch):
            ids = wanted[start : start + self._batch]
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
        onward: dict[str, Any] = once or {}
        seen: set[frozenset[tuple[str, str]]] = set()
        for _ in range(MOST_ROUNDS):
            sent = asked | onward
            answer = self._ask(sent)
            yield answer
            onward = answer.get("continue", {})
            if "list" in sent and "list" not in asked:
                # The log went along once; whoever wants all of it asks for it alone.
                onward = {name: value for name, value in onward.items() if name != "lecontinue"}
            if not onward.keys() - {"continue"}:
                return
            mark = frozenset((key, str(value)) for key, value in onward.items())
            if mark in seen:
                raise WikiUnavailable("The wiki keeps sending the same part of its answer.")
            seen.add(mark)
        raise WikiUnavailable("The wiki's answer did not come to an end.")

    def _ask(self, asked: dict[str, str]) -> dict[str, Any]:
        bounds = {"maxlag": str(MAXLAG), "continue": ""}
        return self._line.ask("query", bounds | asked, ("query", "continue"))


def _greeting(since: datetime | None) -> dict[str, str]:
    return GREETING if since is None else GREETING | HIDDEN_LOG | _until(since)


def _until(since: datetime) -> dict[str, str]:
    """The log is read from now backwards, to that moment inclusive."""
    return {"leend": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
