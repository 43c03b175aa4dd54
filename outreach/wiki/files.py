# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a wiki such as Commons: whether they are there, under which licence, by whom, and whether free to use."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from outreach.wiki.commons import SETTING
from outreach.wiki.line import Line, open_line
from outreach.wiki.named import BATCH, clean, pages_named

NAMESPACE = "File:"
THUMB_WIDTH = 320
# What Commons puts on the page of a file that may be deleted; the names redirect to these.
TAGS = (
    "Template:Deletion template tag",
    "Template:Delete",
    "Template:Copyvio",
    "Template:Speedydelete",
    "Template:SD",
    "Template:No license since",
    "Template:No permission since",
    "Template:No source since",
)
_ASKED_OF_METADATA = "License|LicenseShortName|LicenseUrl|UsageTerms|Artist|Credit|NonFree"
# Codes and short names of licences that Commons takes; what is not among them a person has to look at.
_FREE = re.compile(
    r"(?:cc[ -]?(?:0|zero)|cc[ -]by(?:[ -]sa)?(?:[ -]|$)|pd\b|public domain|no restrictions|gfdl|gnu free doc|fal\b"
    r"|free art|l?gpl|agpl|apache|mit\b|bsd|ogl|open government|kogl|attribution\b|copyrighted free use|wtfpl"
    r"|geograph|odbl|data licence germany|dl-de)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:^|[ -])(?:nc|nd)(?:[ -]|$)|non-?commercial|no ?derivatives|fair use", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class File:
    """What the wiki says of one file. `name` differs from what was asked where a redirect was followed.

    `is_free`: the licence is one of those that anybody may use, and nobody asks for the file to be deleted.
    """

    name: str
    licence: str = ""
    licence_url: str = ""
    author: str = ""
    page: str = ""
    thumb: str = ""
    width: int = 0
    height: int = 0
    is_licensed: bool = False
    is_to_be_deleted: bool = False

    @property
    def is_free(self) -> bool:
        return self.is_licensed and not self.is_to_be_deleted


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one batch of names: what is there by the name asked, what is not, what could not be read."""

    found: dict[str, File]
    missing: tuple[str, ...] = ()
    unreadable: dict[str, str] = field(default_factory=dict)


def connect(url: str, **terms: Any) -> "Files":
    """Return the files of the wiki at `url` without asking it anything yet; `terms` are those of Terms."""
    return Files(open_line(url, **({"setting": SETTING} | terms)))


class Files:
    """A read-only view of the files of one wiki."""

    def __init__(self, line: Line):
        self._line = line

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def files(self, names: Iterable[str]) -> Iterator[Answer]:
        """Yield what these files are, 50 a request, redirects followed. Raises a WikiError."""
        wanted = list(dict.fromkeys(names))
        for start in range(0, len(wanted), BATCH):
            yield self._batch(wanted[start : start + BATCH])

    def _batch(self, names: list[str]) -> Answer:
        asked = {
            "prop": "imageinfo|templates",
            "iiprop": "url|size|extmetadata",
            "iiurlwidth": str(THUMB_WIDTH),
            "iiextmetadatafilter": _ASKED_OF_METADATA,
            "tltemplates": "|".join(TAGS),
            "tllimit": "max",
        }
        entries, unreadable = pages_named(self._line, NAMESPACE, names, asked)
        found, missing = {}, []
        for name, entry in entries.items():
            if info := _info_of(entry):
                found[name] = _file(entry, info)
            else:
                missing.append(name)
        return Answer(found, tuple(missing), unreadable)


def _info_of(entry: dict[str, Any]) -> dict[str, Any]:
    infos = entry.get("imageinfo")
    if not isinstance(infos, list) or not infos or not isinstance(infos[0], dict):
        return {}
    return {} if "filemissing" in infos[0] else infos[0]


def _file(entry: dict[str, Any], info: dict[str, Any]) -> File:
    said = info.get("extmetadata")
    said = said if isinstance(said, dict) else {}
    code, short = _said(said, "License"), _said(said, "LicenseShortName")
    words = " ".join([code, short, _said(said, "UsageTerms")])
    return File(
        name=clean(entry["title"].removeprefix(NAMESPACE)),
        licence=(short or code)[:120],
        licence_url=_address(_said(said, "LicenseUrl")),
        author=(_said(said, "Artist") or _said(said, "Credit"))[:300],
        page=_address(info.get("descriptionurl")),
        thumb=_address(info.get("thumburl")),
        width=_number(info.get("width")),
        height=_number(info.get("height")),
        is_licensed=is_free_licence(code, short)
        and not _BOUND.search(words)
        and _said(said, "NonFree").lower() not in ("true", "1"),
        is_to_be_deleted=bool(entry.get("templates")),
    )


def is_free_licence(code: str, short: str) -> bool:
    """Whether the licence is one of those that anybody may use for anything."""
    return any(_FREE.match(each.strip()) for each in (code, short) if each.strip())


def _said(said: dict[str, Any], name: str) -> str:
    """A value of the metadata as plain words: Commons gives HTML that users have written."""
    entry = said.get(name)
    value = entry.get("value") if isinstance(entry, dict) else None
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(clean(html.unescape(_TAG.sub(" ", str(value)[:5000]))).split())


def _address(value: Any) -> str:
    """An address we may lead to; wikis write some of theirs without a scheme."""
    text = clean(value).strip() if isinstance(value, str) else ""
    text = f"https:{text}" if text.startswith("//") else text
    is_plain = text.startswith(("https://", "http://")) and not re.search(r"[\s\"<>\\]", text)
    return text if is_plain and len(text) <= 500 else ""


def _number(value: Any) -> int:
    return value if type(value) is int and 0 < value < 2**31 else 0
