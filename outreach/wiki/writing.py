# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing on a wiki in somebody's name: whole texts, never over what somebody else wrote, and looked up again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outreach.wiki import orders
from outreach.wiki.errors import WikiRefused, WikiUnavailable
from outreach.wiki.line import MAXLAG, Line
from outreach.wiki.orders import Standing, Written

LOOKED_BACK = 20
STAND_BACK = {"maxlag": str(MAXLAG)}


def as_stored(text: str) -> str:
    """The text as MediaWiki keeps it: without blanks at its end, and with its own line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def sha1_of(text: str) -> str:
    """The SHA-1 that the wiki will give to a revision of this text."""
    return hashlib.sha1(as_stored(text).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, to know it by. `after` is the revision it was based on, 0 for a new page."""

    sha1: str
    summary: str
    after: int = 0


class Pen:
    """Writes as one account, over a line that carries its token. Not safe to share between threads."""

    def __init__(self, line: Line, username: str):
        self._line = line
        self._who = {"assert": "user", "assertuser": username}
        self._username = username
        self._token = ""

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def current(self, *, page_id: int = 0, title: str = "") -> Standing:
        """The page as it stands, by its id or else by its title; a redirect is not followed. Raises a WikiError."""
        asked = {"prop": "info|revisions", "rvprop": "ids|content|sha1", "rvslots": "main"}
        return orders.standing(self._one_page(asked | _named(page_id, title)))

    def own_revision(self, sent: Sent, *, page_id: int = 0, title: str = "") -> Written | None:
        """The revision that we made of what was sent, if the page has one among its last twenty.

        Ours is a revision of this account, younger than the one it was based on, whose text is the one sent or,
        where the wiki changed that in saving (a signature, another's edit merged in), whose summary is.
        """
        asked = {
            "prop": "info|revisions",
            "rvprop": "ids|user|sha1|comment",
            "rvlimit": str(LOOKED_BACK),
        }
        # A page that was moved since has left a redirect behind.
        named = _named(page_id, title) | ({} if page_id else {"redirects": "1"})
        entry = self._one_page(asked | named)
        if entry.get("missing"):
            return None
        for revision in _rows(entry):
            is_young = isinstance(revision.get("revid"), int) and revision["revid"] > sent.after
            if not is_young or revision.get("user") != self._username:
                continue
            if revision.get("sha1") == sent.sha1 or revision.get("comment") == sent.summary.strip():
                return Written(entry["pageid"], str(entry.get("title", title)), revision["revid"])
        return None

    def make_ready(self) -> None:
        """Fetch what an edit needs, so that nothing but the edit itself can be lost sight of. Raises a WikiError."""
        if not self._token:
            asked = {"meta": "tokens", "type": "csrf"} | self._who | STAND_BACK
            answer = self._line.ask("query", asked, ("query",))
            tokens = answer.get("query", {}).get("tokens")
            token = tokens.get("csrftoken") if isinstance(tokens, dict) else None
            if not isinstance(token, str):
                raise WikiUnavailable("The wiki did not give us a token to edit with.", may_be_done=False)
            self._token = token

    def make_page(self, title: str, text: str, *, summary: str) -> Written:
        """Make a new page. Raises EditRefused with EXISTS if there is one already, or another WikiError."""
        return self._edit({"title": title, "createonly": "1"}, text, summary)

    def change(self, page_id: int, text: str, *, summary: str, base_revision: int) -> Written:
        """Give the page a new text that was made from that revision.

        Raises EditRefused with CONFLICT if somebody changed the same lines since (other lines the wiki merges),
        GONE if the page was deleted, or another WikiError.
        """
        where = {"pageid": str(page_id), "nocreate": "1", "baserevid": str(base_revision)}
        return self._edit(where, text, summary)

    def _edit(self, where: dict[str, str], text: str, summary: str) -> Written:
        text = as_stored(text)
        told = where | self._who | STAND_BACK | {
            "text": text,
            "md5": hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
            "summary": summary,
            "contentmodel": "wikitext",
            "watchlist": "nochange",
        }  # fmt: skip
        for is_last in (False, True):
            self.make_ready()
            try:
                # The token comes last, as the wiki asks: a request that was cut off does not count then.
                answer = self._line.tell("edit", told | {"token": self._token}, ())
            except WikiRefused as refusal:
                self._token = ""
                if refusal.code != "badtoken":
                    raise _as_no(refusal) from refusal
                if is_last:
                    raise
            else:
                return orders.written(answer)
        raise AssertionError("not reached")

    def _one_page(self, asked: dict[str, str]) -> dict[str, Any]:
        """The wiki's word on one page. An answer without one says nothing, least of all that it is gone."""
        query = self._line.ask("query", asked | self._who | STAND_BACK, ("query",)).get("query", {})
        found = query.get("pages")
        if not isinstance(found, list) or not found or not isinstance(found[0], dict):
            raise WikiUnavailable("The wiki described the page in a shape we do not know.")
        return found[0]


def _named(page_id: int, title: str) -> dict[str, str]:
    return {"pageids": str(page_id)} if page_id else {"titles": title}


def _rows(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    rows = entry.get("revisions")
    if not isinstance(entry.get("pageid"), int) or not isinstance(rows, list):
        raise WikiUnavailable("The wiki listed the page's revisions in a shape we do not know.")
    return (row for row in rows if isinstance(row, dict))


def _as_no(refusal: WikiRefused) -> WikiRefused:
    return orders.named(refusal) if type(refusal) is WikiRefused else refusal


def preview(line: Line, wikitext: str, *, title: str) -> str:
    """The HTML that the wiki's own parser makes of the text, unfit to be shown before it is sanitised.

    Raises a WikiError.
    """
    asked = {
        "text": wikitext,
        "title": title,
        "contentmodel": "wikitext",
        "prop": "text",
        "pst": "1",
        "disablelimitreport": "1",
        "disableeditsection": "1",
        "disabletoc": "1",
    }
    answer = line.tell("parse", asked, ("parse",))
    html = answer.get("parse", {}).get("text")
    if not isinstance(html, str):
        raise WikiUnavailable("The wiki's preview has a shape we do not know.")
    return html


def exists(line: Line, title: str) -> bool:
    """Whether there is a page of this title, a redirect included. Raises a WikiError."""
    found = line.ask("query", {"prop": "info", "titles": title}, ("query",)).get("query", {}).get("pages")
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise WikiUnavailable("The wiki described the page in a shape we do not know.")
    return not (found[0].get("missing") or found[0].get("invalid"))
