# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a link in wikitext leads: to a page of its wiki, to a file's page, or out into the web; or nowhere."""

import html
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_NOT_IN_TITLES = re.compile(r"[\x00-\x1f\[\]{}|<>\x7f]")
_FILE = re.compile(r"\s*(?:file|image|media)\s*:\s*(?=\S)", re.IGNORECASE)
_CATEGORY = re.compile(r"\s*category\s*:", re.IGNORECASE)
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\"<>\\\x7f]")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses on one wiki. `page_url` is where its pages are read, with $1 for a title; "" if not known.

    `title` is the page the text stands on, for links to its subpages.
    """

    page_url: str = ""
    title: str = ""

    def page(self, target: str) -> str:
        """The address of the page a `[[target]]` names, "" where there is none to give."""
        target = html.unescape(target).replace("_", " ").strip().removeprefix(":").strip()
        name, _, anchor = target.partition("#")
        name = " ".join(name.split())
        if name.startswith("/") and self.title:
            name = f"{self.title}/{name.strip('/')}"
        if not name or len(name) > 300 or _NOT_IN_TITLES.search(target):
            return ""
        if "$1" not in self.page_url or not external(self.page_url):
            return ""
        address = self.page_url.replace("$1", quote(name.replace(" ", "_"), safe="/:,;@!*()'~"))
        return f"{address}#{quote(anchor.replace(' ', '_'), safe='')}" if anchor else address

    def file(self, target: str) -> str:
        """The address of the page of a file, named with or without its namespace."""
        return self.page(f"File:{file_name(target) or target.strip()}")


def file_name(target: str) -> str:
    """“File:A.jpg” → “A.jpg”; "" for a link to anything but a file."""
    match = _FILE.match(target)
    return " ".join(target[match.end() :].replace("_", " ").split()) if match else ""


def is_category(target: str) -> bool:
    """Whether `[[target]]` sorts the page into a category instead of showing a link."""
    return bool(_CATEGORY.match(target))


def external(address: str) -> str:
    """The web address as it may stand in an `href`; "" unless it is http(s) with a host."""
    address = html.unescape(address).strip()
    if address.startswith("//"):
        address = f"https:{address}"
    if _NOT_IN_ADDRESSES.search(address) or len(address) > 2000:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and parts.hostname else ""
