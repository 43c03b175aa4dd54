# SPDX-License-Identifier: GPL-3.0-or-later
"""A wiki in memory with the client's own methods and values; what it can do is held equal by a test."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from zlib import crc32

from outreach.wiki.client import BATCH
from outreach.wiki.errors import PageMissing, WikiUnavailable
from outreach.wiki.values import (
    Batch,
    Greeting,
    HiddenRevisions,
    Page,
    PageContributor,
    PageStub,
    SiteFacts,
    UnreadablePage,
)

FACTS = SiteFacts(
    name="Pretend Wiki",
    server="//wiki.example.org",
    licence_name="CC BY-SA 4.0",
    licence_url="https://creativecommons.org/licenses/by-sa/4.0/",
    language="en",
    article_path="/wiki/$1",
)
CLOCK = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass
class FakeWiki:
    """Pages by id; edits, moves and deletions as a wiki does them. `breaks_after` requests it stops answering."""

    pages_now: dict[int, Page] = field(default_factory=dict)
    deleted: dict[int, Page] = field(default_factory=dict)
    translations: set[int] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    unreadable: set[int] = field(default_factory=set)
    breaks_after: int | None = None
    request_count: int = 0
    hidden_log: list[HiddenRevisions] = field(default_factory=list)

    def __post_init__(self):
        self._ids, self._revisions = count(1), count(1000)

    # What the sync asks of it

    def sweep(
        self, prefix: str, *, greet: Callable[[Greeting], object] | None = None, since: datetime | None = None
    ) -> Iterator[PageStub]:
        listed = [page for page in self.pages_now.values() if page.title.startswith(prefix)]
        for start in range(0, max(1, len(listed)), 500):
            self._answer()
            if greet and not start:
                newest_first = tuple(line for line in reversed(self.hidden_log) if since and line.at >= since)
                greet(Greeting(FACTS, CLOCK, may_ask_more=False, hidden=newest_first))
            for page in listed[start : start + 500]:
                is_translation = page.page_id in self.translations
                yield PageStub(page.page_id, page.title, page.revision, page.redirect, is_translation)

    def site_facts(self) -> SiteFacts:
        return FACTS

    def batches(self, page_ids: Iterable[int]) -> Iterator[Batch]:
        wanted = list(dict.fromkeys(page_ids))
        for start in range(0, len(wanted), BATCH):
            self._answer()
            ids = wanted[start : start + BATCH]
            yield Batch(
                pages=tuple(self.pages_now[n] for n in ids if n in self.pages_now and n not in self.unreadable),
                missing=tuple(n for n in ids if n not in self.pages_now or n in self.left_out),
                unreadable=tuple(UnreadablePage(n, self.pages_now[n].title, "Odd.") for n in ids if n in self.unreadable),
            )  # fmt: skip

    def pages(self, page_ids: Iterable[int]) -> Iterator[Page]:
        for batch in self.batches(page_ids):
            yield from batch.pages

    def page(self, title: str) -> Page:
        self._answer()
        for page in self.pages_now.values():
            if page.title == title:
                return page
        raise PageMissing(title)

    def _answer(self) -> None:
        self.request_count += 1
        if self.breaks_after is not None and self.request_count > self.breaks_after:
            raise WikiUnavailable("The wiki has gone to lunch.")

    # What people do to it

    def write(self, title: str, text: str = "Some text.", *, by: Iterable[str] = ("Ada Example",)) -> int:
        """A new page; its id."""
        page_id = next(self._ids)
        self.pages_now[page_id] = Page(
            page_id=page_id,
            title=title,
            revision=next(self._revisions),
            revised_at=datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC),
            text=text,
            text_hidden=False,
            sha1="0" * 40,
            categories=("Category:Examples",),
            templates=(),
            contributors=tuple(person(name) for name in by),
            anonymous_contributors=2,
            redirect=text.startswith("#REDIRECT"),
        )
        return page_id

    def edit(
        self, page_id: int, text: str | None = None, *, by: Iterable[str] | None = None, **changes
    ) -> None:
        """A new revision with these changes."""
        page = self.pages_now[page_id]
        if text is not None:
            changes |= {"text": text, "redirect": text.startswith("#REDIRECT")}
        if by is not None:
            changes |= {"contributors": tuple(person(name) for name in by)}
        self.pages_now[page_id] = replace(page, revision=next(self._revisions), **changes)

    def move(self, page_id: int, to: str) -> int:
        """Another title and a null revision; the redirect that is left has a new id, which is returned."""
        old = self.pages_now[page_id].title
        self.edit(page_id, title=to)
        return self.write(old, f"#REDIRECT [[{to}]]")

    def hide(self, page_id: int) -> None:
        """A new revision whose text is hidden at once."""
        self.edit(page_id)
        self.pages_now[page_id] = replace(self.pages_now[page_id], text=None, text_hidden=True)

    def log_hidden(self, revision: int, *, is_hidden: bool = True) -> None:
        """A line in the deletion log, written now by the wiki's clock."""
        self.hidden_log.append(HiddenRevisions(CLOCK, (revision,), is_hidden))

    def delete(self, page_id: int) -> None:
        self.deleted[page_id] = self.pages_now.pop(page_id)

    def undelete(self, page_id: int) -> None:
        """Back with its old revision."""
        self.pages_now[page_id] = self.deleted.pop(page_id)


def person(name: str) -> PageContributor:
    """The account of that name; one name, one id. `Name=7` has the id 7, for one that was renamed."""
    name, _, number = name.partition("=")
    return PageContributor(name, int(number) if number else crc32(name.encode()))
