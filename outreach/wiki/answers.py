# SPDX-License-Identifier: GPL-3.0-or-later
"""From the API's JSON (formatversion 2) to our values; a missing or odd field costs one page, never a run."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from outreach.wiki.errors import WikiUnavailable
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

LISTS = ("revisions", "categories", "templates", "contributors")
ODD = (KeyError, TypeError, ValueError, IndexError, AttributeError)


def entries(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the page entries of one answer, each with an integer page id and a title or a "missing" mark.

    Raises WikiUnavailable where an entry has neither: a listing with holes must not pass for a whole one.
    """
    query = answer.get("query", {})
    found = query.get("pages", []) if isinstance(query, dict) else None
    if not isinstance(found, list):
        raise WikiUnavailable("The wiki answered in a shape we do not know.")
    for entry in found:
        known = isinstance(entry, dict) and isinstance(entry.get("pageid"), int)
        if not known or not (isinstance(entry.get("title"), str) or entry.get("missing")):
            raise WikiUnavailable("The wiki listed a page without an id or a title.")
    return found


def merge(into: dict[int, dict[str, Any]], found: Iterable[dict[str, Any]]) -> None:
    """Add a continued answer's entries to what came before, page by page: lists grow, the rest is kept."""
    for entry in found:
        merged = into.setdefault(entry["pageid"], {})
        for field, value in entry.items():
            if field in LISTS and isinstance(value, list) and isinstance(merged.get(field), list):
                merged[field] += [item for item in value if item not in merged[field]]
            else:
                merged[field] = value


def stub(entry: dict[str, Any]) -> PageStub:
    """Read one line of a sweep."""
    revision = entry.get("lastrevid")
    properties = entry.get("pageprops")
    return PageStub(
        page_id=entry["pageid"],
        title=_clean(entry["title"]),
        revision=revision if isinstance(revision, int) else 0,
        redirect=bool(entry.get("redirect")),
        translation=isinstance(properties, dict) and "translate-is-translation" in properties,
    )


def batch(page_ids: Iterable[int], merged: dict[int, dict[str, Any]]) -> Batch:
    """Sort what came for these ids into pages, missing ones and ones we cannot read."""
    pages, missing, unreadable = [], [], []
    for page_id in page_ids:
        entry = merged.get(page_id)
        if entry is None:
            # Not the same as deleted: nothing may be concluded from silence.
            unreadable.append(UnreadablePage(page_id, "", "The wiki left it out of its answer."))
        elif entry.get("missing"):
            missing.append(page_id)
        else:
            try:
                pages.append(page(entry))
            except ODD as error:
                reason = f"The wiki sent it in a shape we do not know ({type(error).__name__}: {error})."
                unreadable.append(UnreadablePage(page_id, str(entry.get("title", "")), reason))
    return Batch(tuple(pages), tuple(missing), tuple(unreadable))


def page(entry: dict[str, Any]) -> Page:
    """Read one page; raises one of ODD, naming the field, where something is missing or of another type."""
    revision = entry["revisions"][0]
    slot = revision.get("slots", {}).get("main", {})
    hidden = bool(slot.get("texthidden") or revision.get("texthidden"))
    return Page(
        page_id=entry["pageid"],
        title=_clean(entry["title"]),
        revision=_integer(revision, "revid"),
        revised_at=datetime.fromisoformat(revision["timestamp"]),
        text=None if hidden else _clean(_string(slot, "content")),
        text_hidden=hidden,
        sha1=revision.get("sha1", ""),
        categories=_titles(entry, "categories"),
        templates=_titles(entry, "templates"),
        contributors=tuple(
            PageContributor(_clean(_string(row, "name")), _integer(row, "userid"))
            for row in entry.get("contributors", [])
        ),
        anonymous_contributors=int(entry.get("anoncontributors", 0)),
        redirect=bool(entry.get("redirect")),
        properties={str(name): str(value) for name, value in entry.get("pageprops", {}).items()},
        last_editor=_clean(str(revision.get("user", ""))),
        last_editor_id=revision.get("userid", 0) if type(revision.get("userid", 0)) is int else 0,
    )


def greeting(answer: dict[str, Any]) -> Greeting:
    """Read what came beside the first part of a sweep; what the wiki left out or spelled oddly stays unknown."""
    query = answer.get("query", {})
    account = query.get("userinfo")
    rights = account.get("rights") if isinstance(account, dict) else None
    return Greeting(
        facts=site_facts(query),
        clock=_moment(answer.get("curtimestamp")),
        may_ask_more=isinstance(rights, list) and "apihighlimits" in rights,
        hidden=hidden_revisions(query),
    )


def hidden_revisions(query: dict[str, Any]) -> tuple[HiddenRevisions, ...]:
    """Read the log of hidden revisions, newest first. A line we cannot read costs that line."""
    events = query.get("logevents")
    found = (_hidden(event) for event in events) if isinstance(events, list) else ()
    return tuple(event for event in found if event is not None)


def _hidden(event: Any) -> HiddenRevisions | None:
    try:
        told, ids = event["params"], event["params"]["ids"]
        if told["type"] not in ("revision", "archive"):
            return None
        is_archived = told["type"] == "archive"
        return HiddenRevisions(
            at=datetime.fromisoformat(event["timestamp"]),
            revisions=() if is_archived else tuple(int(each) for each in ids),
            is_hidden=bool(told["new"]["content"]),
            title=str(event["title"]),
            moments=tuple(_compact_moment(each) for each in ids) if is_archived else (),
        )
    except ODD:
        return None


def _compact_moment(digits: Any) -> datetime:
    return datetime.strptime(f"{digits}+0000", "%Y%m%d%H%M%S%z")


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def site_facts(query: dict[str, Any]) -> SiteFacts:
    """Read siteinfo's general and rightsinfo; what the wiki does not say stays empty."""
    general, rights = (
        part if isinstance(part, dict) else {} for part in (query.get("general"), query.get("rightsinfo"))
    )
    return SiteFacts(
        name=str(general.get("sitename", "")),
        server=str(general.get("server", "")),
        licence_name=str(rights.get("text", "")),
        licence_url=unquote(str(rights.get("url", ""))),
        language=str(general.get("lang", "")),
        article_path=str(general.get("articlepath") or "/wiki/$1"),
    )


def _titles(entry: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(_clean(_string(row, "title")) for row in entry.get(field, []))


def _integer(row: dict[str, Any], field: str) -> int:
    if type(row[field]) is not int:
        raise ValueError(field)
    return row[field]


def _string(row: dict[str, Any], field: str) -> str:
    if not isinstance(row[field], str):
        raise ValueError(field)
    return row[field]


def _clean(text: str) -> str:
    """Drop what PostgreSQL cannot store: NUL, and halves of characters that JSON's escapes can spell."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
