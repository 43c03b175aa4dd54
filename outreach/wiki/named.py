# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages asked for by name, fifty a request: an answer's parts put together, and what became of each name."""

from collections.abc import Iterable, Iterator
from typing import Any

from outreach.wiki.errors import WikiRefused
from outreach.wiki.line import MAXLAG, Line

BATCH = 50
ODD = "odd-answer"

Entry = dict[str, Any]


def pages_named(
    line: Line, namespace: str, names: list[str], asked: dict[str, str]
) -> tuple[dict[str, Entry], dict[str, str]]:
    """{name: the wiki's page, redirects followed} and {name: why there is none}, for at most `BATCH` names.

    `namespace` is what stands before each name, such as “File:”. Raises a WikiError.
    """
    # A bar would be two names, and make one more than the wiki takes.
    possible = [name for name in names if "|" not in name]
    asked |= {"titles": "|".join(namespace + name for name in possible), "redirects": "1"}
    ways: dict[str, str] = {}
    merged: dict[str, Entry] = {}
    for query in parts(line, asked) if possible else ():
        for part in ("normalized", "redirects"):
            ways |= _ways(query.get(part, []))
        merge(merged, entries(query))
    found, unreadable = {}, {}
    for name in names:
        entry = merged.get(_end_of(namespace + name, ways))
        if entry is None:
            unreadable[name] = "The wiki left it out of its answer."
        elif entry.get("invalid"):
            unreadable[name] = f"The wiki takes no such name: {entry.get('invalidreason', '')}"[:300]
        else:
            found[name] = entry
    return found, unreadable


def parts(line: Line, asked: dict[str, str]) -> Iterator[Entry]:
    """The parts of one question's answer: each time the question anew with the last `continue` only."""
    onward: dict[str, str] = {"continue": ""}
    bounds = {"maxlag": str(MAXLAG)}
    while True:
        answer = line.ask("query", asked | bounds | onward, ("query", "continue"))
        yield answer.get("query", {})
        if "continue" not in answer:
            return
        if answer["continue"] == onward:
            raise WikiRefused("The wiki's answer goes round in a circle.", code=ODD)
        onward = {name: str(value) for name, value in answer["continue"].items()}


def entries(query: Entry) -> list[Entry]:
    """The pages of one part that have a title. Raises WikiRefused where there is no list of them."""
    found = query.get("pages", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise WikiRefused("The wiki answered in a shape we do not know.", code=ODD)
    return [each for each in found if isinstance(each.get("title"), str)]


def merge(into: dict[str, Entry], found: Iterable[Entry]) -> None:
    """Add what one part says of pages to what others said, by title."""
    for entry in found:
        into[entry["title"]] = into.get(entry["title"], {}) | entry


def clean(text: str) -> str:
    """Drop what PostgreSQL cannot store: NUL, and halves of characters that JSON's escapes can spell."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _ways(said: Any) -> dict[str, str]:
    """From → to, of what the wiki normalised or redirected; whatever has another shape is left out."""
    pairs = [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []
    return {each["from"]: each["to"] for each in pairs if {"from", "to"} <= each.keys()}


def _end_of(title: str, ways: dict[str, str]) -> str:
    seen = set()
    while title in ways and title not in seen:
        seen.add(title)
        title = ways[title]
    return title
