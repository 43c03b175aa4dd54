# SPDX-License-Identifier: GPL-3.0-or-later
"""The categories of a wiki such as Commons: how much is in them, and the tree below one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from outreach.wiki import named
from outreach.wiki.errors import WikiMisconfigured, WikiRefused
from outreach.wiki.line import Line, open_line

LISTED = 500  # what one answer lists to a client without rights of its own
SETTING = "COMMONS_URL"
NAMESPACE = "Category:"
# What Commons puts into a category that has moved: a page with this template, no redirect of the software's.
SOFT_REDIRECTS = "Template:Category redirect"
LONGEST_NAME = 255
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Category:
    """What the wiki counts in one category. `name` differs from what was asked when the page redirects.

    `has_page` is false for a category that files name and nobody described; `is_soft_redirect` says that its
    page sends readers elsewhere in words.
    """

    name: str
    files: int = 0
    subcategories: int = 0
    pages: int = 0
    has_page: bool = True
    is_soft_redirect: bool = False


@dataclass(frozen=True, slots=True)
class Categories:
    """The answer to one batch of names: what is there by the name asked, what is not, and what could not be read."""

    found: dict[str, Category]
    missing: tuple[str, ...] = ()
    unreadable: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node:
    """One category of a tree; `parent` is the name it was first met under, "" for the root."""

    category: Category
    depth: int
    parent: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A category and those below it, level by level, each once. `is_cut` when there is more than we took."""

    nodes: tuple[Node, ...]
    is_cut: bool

    @property
    def files(self) -> int:
        """Files of all categories added up: one that is in two of them counts twice."""
        return sum(node.category.files for node in self.nodes)

    @property
    def depth(self) -> int:
        return max((node.depth for node in self.nodes), default=0)


def connect(url: str, **terms: Any) -> "Commons":
    """Return the wiki at `url` (the folder of its api.php) without asking it anything yet.

    `terms` are those of outreach.wiki.terms.Terms. Raises WikiMisconfigured, naming the variable.
    """
    return Commons(open_line(url, **({"setting": SETTING} | terms)))


class Commons:
    """A read-only view of the categories of one wiki."""

    def __init__(self, line: Line):
        self._line = line

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def categories(self, names: Iterable[str]) -> Iterator[Categories]:
        """Yield what is in these categories, 50 a request, redirects followed."""
        wanted = list(dict.fromkeys(names))
        for start in range(0, len(wanted), named.BATCH):
            yield self._batch(wanted[start : start + named.BATCH])

    def subcategories(self, name: str, *, most: int) -> tuple[list[Category], bool]:
        """The categories in one, at most so many and each with its counts; and whether there are more.

        One request for each 500: counts come with the list. Raises a WikiError.
        """
        asked = {
            "generator": "categorymembers",
            "gcmtitle": NAMESPACE + name,
            "gcmtype": "subcat",
            "gcmlimit": "max",
            "prop": "categoryinfo",
        }
        merged: dict[str, dict[str, Any]] = {}
        for query in named.parts(self._line, asked):
            named.merge(merged, named.entries(query))
            if len(merged) > most:
                break
        found = [_category(entry) for entry in merged.values() if _is_readable(entry)]
        return found[:most], len(merged) > most

    def tree(
        self,
        root: Category,
        *,
        deepest: int,
        most: int,
        most_lists: int,
        beat: Callable[[], object] = lambda: None,
    ) -> Tree:
        """Walk down from a category whose counts are known: level by level, each category once.

        At most `deepest` levels below it, `most` categories in all and `most_lists` of them asked for what is
        in them; those that have nothing below cost no request. `beat` is called before each list.
        """
        nodes = {root.name: Node(root, 0, "")}
        waiting, lists, is_cut = deque([root.name]), 0, False
        while waiting:
            here = nodes[waiting.popleft()]
            if not here.category.subcategories:
                continue
            if here.depth == deepest or lists == most_lists or len(nodes) >= most:
                is_cut = True
                continue
            lists += 1
            beat()
            # All that are known already may be listed again: room for them, or a loop would look like a cut.
            below, has_more = self.subcategories(here.category.name, most=most)
            is_cut |= has_more
            for category in below:
                if category.name in nodes:
                    continue
                if len(nodes) >= most:
                    is_cut = True
                    break
                nodes[category.name] = Node(category, here.depth + 1, here.category.name)
                waiting.append(category.name)
        return Tree(tuple(nodes.values()), is_cut)

    def _batch(self, names: list[str]) -> Categories:
        asked = {"prop": "categoryinfo|templates", "tltemplates": SOFT_REDIRECTS, "tllimit": "max"}
        entries, unreadable = named.pages_named(self._line, NAMESPACE, names, asked)
        found, missing = {}, []
        for name, entry in entries.items():
            if not _is_readable(entry):
                unreadable[name] = "The wiki sent it in a shape we do not know."
            elif entry.get("missing") and not entry.get("categoryinfo"):
                missing.append(name)
            else:
                found[name] = _category(entry)
        return Categories(found, tuple(missing), unreadable)


def is_about_one(error: WikiRefused) -> bool:
    """Whether a refusal concerns the category asked for and not the wiki as a whole."""
    return not isinstance(error, WikiMisconfigured)


def _is_readable(entry: dict[str, Any]) -> bool:
    """Whether it is a category whose counts, where it has some, are numbers that we can keep."""
    info = entry.get("categoryinfo", {})
    name = entry["title"].removeprefix(NAMESPACE)
    if name == entry["title"] or not name or len(name) > LONGEST_NAME or not isinstance(info, dict):
        return False
    counts = [info.get(each, 0) for each in ("files", "subcats", "pages")]
    return all(type(each) is int and each <= LARGEST for each in counts)


def _category(entry: dict[str, Any]) -> Category:
    info = entry.get("categoryinfo", {})
    bare = Category(named.clean(entry["title"].removeprefix(NAMESPACE)))
    return replace(
        bare,
        files=max(0, info.get("files", 0)),
        subcategories=max(0, info.get("subcats", 0)),
        pages=max(0, info.get("pages", 0)),
        has_page=not entry.get("missing"),
        is_soft_redirect=bool(entry.get("templates")),
    )
