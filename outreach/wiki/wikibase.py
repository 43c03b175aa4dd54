# SPDX-License-Identifier: GPL-3.0-or-later
"""A Wikibase such as Wikidata: a search by name, and items in batches of fifty."""

from collections.abc import Iterable, Iterator
from typing import Any

from outreach.wiki import entities
from outreach.wiki.entities import Item, ItemHit, Items, is_item
from outreach.wiki.errors import WikiRefused, WikiUnavailable
from outreach.wiki.line import MAXLAG, Line, open_line

BATCH = 50
SETTING = "WIKIDATA_URL"
MOST_HITS = 50
LONGEST_SEARCH = 200
PROPS = "info|labels|aliases|descriptions|claims|sitelinks/urls"
AROUND = "info|labels|claims"


def connect(url: str, *, is_waited_for: bool = False, **terms: Any) -> "Wikibase":
    """Return the Wikibase at `url` (the folder of its api.php) without asking it anything yet.

    `terms` are those of outreach.wiki.terms.Terms. Where a person waits for the page we do not offer to stand
    back while the database is behind. Raises WikiMisconfigured, naming the variable.
    """
    line = open_line(url, **({"setting": SETTING} | terms))
    return Wikibase(line, {} if is_waited_for else {"maxlag": str(MAXLAG)})


class Wikibase:
    """A read-only view of the items of one Wikibase."""

    def __init__(self, line: Line, manners: dict[str, str]):
        self._line = line
        self._manners = manners

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def search_items(self, words: str, language: str, limit: int = 10) -> list[ItemHit]:
        """Return items whose label or other name begins with the words, best first; none for no words."""
        words = " ".join(words.split())[:LONGEST_SEARCH]
        if not words:
            return []
        asked = {
            "search": words,
            "language": language,
            "uselang": language,
            "type": "item",
            "limit": str(min(limit, MOST_HITS)),
        }
        return entities.hits(self._line.ask("wbsearchentities", asked | self._manners, ()))

    def batches(
        self, ids: Iterable[str], languages: Iterable[str] = (), *, props: str = PROPS
    ) -> Iterator[Items]:
        """Yield what is known of these items, 50 a request, redirects followed; no languages: all of them."""
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), BATCH):
            yield self._batch(wanted[start : start + BATCH], tuple(languages), props)

    def items(self, ids: Iterable[str], languages: Iterable[str] = (), *, props: str = PROPS) -> Items:
        """Return all of them in one: found by the id asked, missing, unanswered."""
        found: dict[str, Item] = {}
        missing: list[str] = []
        unanswered: list[str] = []
        for batch in self.batches(ids, languages, props=props):
            found |= batch.found
            missing += batch.missing
            unanswered += batch.unanswered
        return Items(found, tuple(missing), tuple(unanswered))

    def _batch(self, ids: list[str], languages: tuple[str, ...], props: str) -> Items:
        possible = [each for each in ids if is_item(each)]
        impossible = tuple(each for each in ids if not is_item(each))
        if not possible:
            return Items({}, impossible)
        answer = self._entities(possible, languages, props)
        if len(answer.unanswered) == len(possible):
            raise WikiUnavailable("Wikidata's answer left out everything that was asked.")
        return Items(answer.found, answer.missing + impossible, answer.unanswered)

    def _entities(self, ids: list[str], languages: tuple[str, ...], props: str) -> Items:
        asked = {"ids": "|".join(ids), "props": props, "redirects": "yes"} | self._manners
        if languages:
            asked["languages"] = "|".join(languages)
        try:
            return entities.items(ids, self._line.ask("wbgetentities", asked, ("entities",)))
        except WikiRefused as refusal:
            if refusal.code != "no-such-entity":
                raise
            if len(ids) == 1:
                return Items({}, tuple(ids))
        # One id that it will not hear of spoils a whole question: halve until it stands alone.
        middle = len(ids) // 2
        halves = [self._entities(part, languages, props) for part in (ids[:middle], ids[middle:])]
        return Items(
            halves[0].found | halves[1].found,
            halves[0].missing + halves[1].missing,
            halves[0].unanswered + halves[1].unanswered,
        )
