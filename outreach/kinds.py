# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of wiki page we mirror. Apps above register theirs, so that `outreach` imports none of them.

An app that has one puts it into a module `page_kinds.py`, which is imported when all apps are loaded:

    register(PageKind(name="case-study", prefixes=("GLAM/Case studies/",), matches=is_case_study,
                      apply_many=actions.mirror, withdraw_many=actions.withdraw_mirrored))
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from outreach.connection import wiki_host
from outreach.parsing import Unparsable
from outreach.parsing.reader import PageText, Read

if TYPE_CHECKING:
    from outreach.models import Page
    from outreach.wiki.values import Batch, PageStub

Reading = TypeVar("Reading")


def _nothing(_pages: Sequence["Page"]) -> None:
    """The mirror itself forgets whom a page named: a kind that keeps nothing else has nothing to take back."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page: which titles it has, and what is made of a page that came, changed or went.

    `apply_many(pages)` gets saved rows in state `present` whose text is new, up to 50, all of this kind, inside
    the transaction that stored them. It returns {page.pk: reason} for those it could not make sense of; an
    exception is a mistake of ours and ends the run. It must give the same result when called twice.

    `read(page_text)` is a pure function of a page's title, text and categories: what takes time and needs no database.
    It stands in a module that knows no Django, because a process of its own calls it, while the batch before is being
    stored; `apply_many` gets at its result by `reading`. It may raise Unparsable.

    `withdraw_many(pages)` gets rows that were of this kind and present, and are so no longer: their `state` is
    now redirect (text of before kept), gone (text kept), hidden (text dropped: drop what was made of it), or
    still present with another kind, the page having been renamed.

    What the wiki itself marks as a translation is taken with `accept_translations` too, and with
    `only_translations` nothing else.
    """

    name: str
    prefixes: tuple[str, ...]
    matches: Callable[[str], bool]
    apply_many: Callable[[Sequence["Page"]], Mapping[int, str]]
    withdraw_many: Callable[[Sequence["Page"]], None] = _nothing
    read: Read | None = None
    accept_translations: bool = False
    only_translations: bool = False

    def takes(self, stub: "PageStub") -> bool:
        """Whether a line of the sweep is a page of this kind."""
        is_wanted = (
            stub.translation if self.only_translations else self.accept_translations or not stub.translation
        )
        return stub.title.startswith(self.prefixes) and is_wanted and self.matches(stub.title)


_kinds: dict[str, PageKind] = {}


def register(kind: PageKind) -> None:
    """Mirror pages of this kind from now on. The first registered kind that takes a page has it."""
    _kinds[kind.name] = kind


def named(name: str) -> PageKind | None:
    """The kind of that name; None if there is none any more."""
    return _kinds.get(name)


def kind_of(stub: "PageStub") -> PageKind | None:
    """The kind that takes this page; None: not a page of ours."""
    return next((kind for kind in _kinds.values() if kind.takes(stub)), None)


def to_read(batch: "Batch", kind_names: Mapping[int, str]) -> dict[int, tuple[Read, PageText]]:
    """{page id: the function that reads the page, and what it needs of it}, for `outreach.parsing.reader`."""
    return {
        page.page_id: (kind.read, PageText(page.title, page.text, tuple(page.categories), wiki_host()))
        for page in batch.pages
        if (kind := _kinds[kind_names[page.page_id]]).read is not None and page.text is not None
    }


def reading(page: "Page", read: Callable[[PageText], Reading]) -> Reading:
    """What was read ahead in the page's text, or what `read` makes of it now. Raises Unparsable."""
    found = getattr(page, "read_ahead", None)
    if isinstance(found, Unparsable):
        raise found
    if found is not None:
        return found
    return read(PageText(page.title, page.text, tuple(page.categories), wiki_host()))


def roots() -> list[str]:
    """The fewest prefixes under which all registered kinds lie, each up to its first slash.

    A sweep costs a request for 500 titles and at least one for each prefix: few wide sweeps are cheaper than
    one narrow one for each kind.
    """
    return sorted({_root(prefix) for kind in _kinds.values() for prefix in kind.prefixes})


# Who else keeps texts of revisions, such as the one an edit of ours was based on: (source id, revisions) → drops them.
_keepers: list[Callable[[int, Collection[int]], None]] = []


def register_keeper(drop: Callable[[int, Collection[int]], None]) -> None:
    """Have `drop(source_id, revisions)` called when the wiki hides the texts of these revisions."""
    _keepers.append(drop)


def drop_revisions(source_id: int, revisions: Collection[int]) -> None:
    """Let everybody who keeps texts of these revisions drop them."""
    for drop in _keepers:
        drop(source_id, revisions)


def _root(prefix: str) -> str:
    head, slash, _rest = prefix.partition("/")
    return head + slash
