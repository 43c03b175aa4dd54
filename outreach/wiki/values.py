# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain frozen values that the wiki client hands out: nothing in them knows of HTTP or mwclient."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the wiki says of itself; name and licence stand beside every text we mirror from it."""

    name: str
    server: str
    licence_name: str
    licence_url: str
    language: str
    article_path: str = "/wiki/$1"

    def address_of(self, title: str) -> str:
        """Return the address at which people read the page of this title."""
        server = f"https:{self.server}" if self.server.startswith("//") else self.server
        return server + self.article_path.replace("$1", quote(title.replace(" ", "_"), safe="/:'()!,;@"))


@dataclass(frozen=True, slots=True)
class PageStub:
    """One line of a sweep: enough to tell whether our copy is still the newest.

    `revision` is 0 where the wiki left it out, so that such a page always counts as changed.
    """

    page_id: int
    title: str
    revision: int
    redirect: bool = False
    translation: bool = False


@dataclass(frozen=True, slots=True)
class HiddenRevisions:
    """One line of the wiki's deletion log: administrators hid the text of these revisions, or showed it again.

    Of a deleted page the log names the `moments` of its revisions in place of their ids.
    """

    at: datetime
    revisions: tuple[int, ...]
    is_hidden: bool
    title: str = ""
    moments: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Greeting:
    """What the wiki says of itself and of us with the first answer of a sweep.

    `clock` is its own time, None if it did not say. `may_ask_more`: ten times as much comes in one answer.
    """

    facts: SiteFacts
    clock: datetime | None
    may_ask_more: bool
    hidden: tuple[HiddenRevisions, ...] = ()


@dataclass(frozen=True, slots=True)
class PageContributor:
    """An account that edited a page, under its present name."""

    username: str
    user_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page at its newest revision, with who wrote it and what it is filed under.

    `text` is None exactly where `text_hidden` is true: the wiki's administrators hid this revision. The last
    editor is empty where their name is hidden, and has the id 0 where nobody was signed in.
    """

    page_id: int
    title: str
    revision: int
    revised_at: datetime
    text: str | None
    text_hidden: bool
    sha1: str
    categories: tuple[str, ...]
    templates: tuple[str, ...]
    contributors: tuple[PageContributor, ...]
    anonymous_contributors: int
    redirect: bool
    properties: Mapping[str, str] = field(default_factory=dict, hash=False)
    last_editor: str = ""
    last_editor_id: int = 0


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """A page the wiki sent in a shape we do not understand; it is counted and the others go on."""

    page_id: int
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The answer to one batch of page ids: what came, what is gone, what we could not read.

    `readings` is what the kinds of page found in the texts, by page id, where somebody let them read already.
    """

    pages: tuple[Page, ...]
    missing: tuple[int, ...] = ()
    unreadable: tuple[UnreadablePage, ...] = ()
    readings: Mapping[int, object] = field(default_factory=dict, hash=False)
