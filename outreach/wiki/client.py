# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki as the rest of the product sees it: sweeps, batches of pages, and a count of what they cost."""

from collections.abc import Iterable, Iterator
from typing import Any

from outreach.wiki import answers
from outreach.wiki.errors import PageMissing, WikiUnavailable
from outreach.wiki.line import MAXLAG, Line, open_line
from outreach.wiki.values import Batch, Page, PageStub, SiteFacts

BATCH = 50
MOST_ROUNDS = 1000

EVERYTHING = {
    "prop": "revisions|info|categories|templates|contributors",
    "rvprop": "ids|timestamp|content|sha1",
    "rvslots": "main",
    "cllimit": "max",
    "tllimit": "max",
    "pclimit": "max",
}
SITE = {"meta": "siteinfo", "siprop": "general|rightsinfo"}


def connect(url: str, **terms: Any) -> "Wiki":
    """Return the wiki at `url` (the folder of its api.php) without asking it anything yet.

    `terms` are those of outreach.wiki.terms.Terms. Not safe to share between threads: mwclient is not.
    Raises WikiMisconfigured, naming the variable, if the address is unusable or a real wiki would be asked
    without a contact.
    """
    return Wiki(open_line(url, **terms))


class Wiki:
    """A read-only view of one wiki. `facts` is what the first sweep learned of the site, None before it."""

    def __init__(self, line: Line):
        self._line = line
        self.facts: SiteFacts | None = None

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

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
        bounds = {"maxlag": str(MAXLAG), "continue": ""}
        return self._line.ask("query", bounds | asked, ("query", "continue"))
