# SPDX-License-Identifier: GPL-3.0-or-later
"""How the wiki itself would show a text, and whether it has a page: asked while a person waits, three seconds at most.

The wiki's parser lets its own tags and attributes through, and whatever its templates make: what stands in a page of
ours is cleaned by us once more.
"""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe

from outreach.connection import INTERACTIVE_SECONDS, Site, terms
from outreach.rendering import TAGS as OURS
from outreach.wiki import writing
from outreach.wiki.hurry import within
from outreach.wiki.line import Line, open_line

Answer = TypeVar("Answer")

PICTURES = "upload.wikimedia.org"
# What our own rendering may hold, but for its marks of a search, and what a parser makes besides.
TAGS = OURS - {"mark"} | {"h2", "img", "samp", "tfoot", "thead", "var"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "*": {"dir", "lang"},
}


def preview(wikitext: str, *, title: str) -> SafeString:
    """The text as the wiki's parser shows it, cleaned. Raises a WikiError."""
    html = _ask(lambda line: writing.preview(line, wikitext, title=title))
    return cleaned(html, Site.OUTREACH.url)


def exists(title: str) -> bool:
    """Whether the wiki has a page of this title, a redirect included. Raises a WikiError."""
    return _ask(lambda line: writing.exists(line, title))


def _ask(question: Callable[[Line], Answer]) -> Answer:
    return within(
        INTERACTIVE_SECONDS + 0.5,
        lambda: question(open_line(Site.OUTREACH.url, **terms(Site.OUTREACH))),
    )


def cleaned(html: str, wiki_url: str) -> SafeString:
    """HTML from the wiki at that address as it may stand in ours.

    No style, class, id, script or event stays; links are absolute and lead to http(s); pictures come from where all
    wikis keep theirs, which is also all that our content security policy lets a browser fetch.
    """

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return _absolute(value, wiki_url)
        if attribute == "src":
            address = _absolute(value, wiki_url)
            return address if address and urlsplit(address).netloc == PICTURES else None
        return value

    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=kept,
        url_schemes={"http", "https"},
        url_relative="pass_through",
        link_rel="nofollow noopener noreferrer",
        clean_content_tags={"script", "style"},
    )
    return mark_safe(cleaner.clean(html))  # noqa: S308  what nh3 cleaned


def _absolute(address: str, wiki_url: str) -> str | None:
    """The web address that a link of the wiki's means; None for one inside the page, and for any but http(s)."""
    if not address.strip() or address.startswith("#"):
        return None
    try:
        whole = urljoin(wiki_url, address.strip())
        parts = urlsplit(whole)
        is_odd = parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None
    except ValueError:
        return None
    return None if is_odd else whole
