# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the people a wiki page names, whatever the shape of its list; a person confirms what was found."""

import re
from collections.abc import Iterator

from outreach.parsing.bylines import byline_mentions
from outreach.parsing.days import day_of
from outreach.parsing.emails import strip_emails
from outreach.parsing.mentions import Mention, mention
from outreach.parsing.reader import PageText
from outreach.parsing.tables import Table, split_tables
from outreach.parsing.usernames import UserLink, user_links, username
from outreach.parsing.wikitext import (
    LONGEST_PAGE,
    Unparsable,
    drop_between,
    hide_unread,
    one_line,
    without_markers,
)

_ITEM = re.compile(r"\s{0,10}(?:[#*:;]{1,10}|\d{1,3}[.)])\s{0,10}(?=\S)")
_NUMBERED = re.compile(r"\s{0,10}(?:#|\d{1,3}[.)])")
_TIME = re.compile(
    r"\d{1,2}:\d{2},? (?P<day>\d{1,2}) (?P<month>[^\W\d]{3,12})\.? (?P<year>\d{4}) \([A-Z]{2,5}\)"
)
_PARENTHESES = re.compile(r"\(([^()\n]{1,200})\)")
_DASH = re.compile(r"\s(?:--|[–—-])\s?")
_AT = re.compile(r"\s(?:at|@|for|with)\s")
_HEADING = re.compile(r"\s{0,5}={1,6}([^=\n]{1,200})={1,6}\s{0,5}$")
_PEOPLE = re.compile(
    r"participant|attend|member|volunteer|contact|sign(?:ed|atur|[ -]?up)|present\b|people|wikimedian|ambassador"
    r"|resident|coordinator|team|who\b|bénévole|freiwillige|voluntari|المتطوع|учасник",
    re.IGNORECASE,
)
# A bare name has letters, four words at most, and does not end like a sentence.
_NAMELY = re.compile(r"^(?=.*[^\W\d_])\S+(?: \S+){0,3}(?<![.?!])$")
_COLUMNS = {
    "user": re.compile(
        r"user|account|wikimedian|volunteer|contact|resident|participant|name|who|person", re.IGNORECASE
    ),
    "affiliation": re.compile(
        r"institution|team|organi[sz]ation|affiliat|chapter|museum|glam|host|group", re.IGNORECASE
    ),
    "country": re.compile(r"country|countries|location|place|region|where|city", re.IGNORECASE),
    "skill": re.compile(r"expertise|skill|interest|can help|\bareas?\b", re.IGNORECASE),
    "role": re.compile(r"role|position|task", re.IGNORECASE),
}
_RESIDENT = re.compile(r"\bresident", re.IGNORECASE)
# What stands in parentheses behind a name and is no affiliation: links of a signature, pronouns, years.
_NO_AFFILIATION = re.compile(
    r"\s*(?:talk|contribs|talk\s*[·|•/]\s*contribs|discussion|diskussion|utc|no account.{0,20}"
    r"|(?:she|he|they|any)\s?/\s?\w{2,8}(?:\s?/\s?\w{2,8})?|[\W\d_]*)\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[,;]\s*|\s+/\s+|\s+[·•]\s+")


def people_of(page: PageText) -> list[Mention]:
    """Whom the page names, as `people_in` finds them in its text."""
    return people_in(page.text)


def people_in(text: str) -> list[Mention]:
    """Return one mention for each account the wikitext names, the most confident one, in order of appearance.

    Knows by-lines, signature lists, numbered and bulleted lists, tables, and links in running text. E-mail
    addresses are never part of the answer. Raises Unparsable for a text larger than any wiki page.
    """
    if len(text) > LONGEST_PAGE:
        raise Unparsable(f"The page is larger than {LONGEST_PAGE:,} characters.")
    # First of all: once templates and links are resolved, a disguised address is harder to know.
    text = strip_emails(hide_unread(without_markers(text), fill=""))
    best: dict[str, Mention] = {}
    outside, tables = split_tables(text)
    found = byline_mentions(outside) + [one for table in tables for one in _from_table(table)]
    for one in [*found, *_from_lines(outside)]:
        if one.username not in best or one.confidence > best[one.username].confidence:
            best[one.username] = one
    return list(best.values())


def _from_lines(text: str) -> Iterator[Mention]:
    about_people = False
    for line in text.split("\n"):
        if heading := _HEADING.match(line):
            about_people = bool(_PEOPLE.search(heading[1]))
            continue
        item = _ITEM.match(line)
        links = user_links(line)
        if links and item:
            yield from _from_item(line, links)
        elif links:
            yield from (mention(link.username, shape="link", confidence=0.4) for link in links)
        elif item and about_people and _NUMBERED.match(line):
            yield from _from_bare_item(line[item.end() :])


def _from_item(line: str, links: list[UserLink]) -> Iterator[Mention]:
    """Read a list item: its first link is whom it is about, what follows says more of them."""
    first = links[0]
    others = [link for link in links[1:] if link.username != first.username]
    last_own = max(
        link.end for link in links if link.username == first.username and (link is first or not others)
    )
    if time := _TIME.search(line, last_own):
        role, affiliation = _role_and_host(_unlinked(line[time.end() :]))
        told = {
            "role": role,
            "affiliation": affiliation,
            "signed_on": day_of(*time.group("day", "month", "year")),
        }
        yield mention(first.username, shape="signature", confidence=0.9, **told)
    else:
        rest = _unlinked(line[last_own : others[0].start if others else None])
        yield mention(first.username, shape="list", confidence=0.9, **_affiliations(rest))
    for link in others:
        yield mention(link.username, shape="list", confidence=0.6)


def _from_bare_item(item: str) -> Iterator[Mention]:
    """Read a numbered item without any link, under a heading about people: perhaps a name, perhaps not."""
    item = _unlinked(item)
    name = username(one_line(re.split(r"[(,;:]|\s(?:--|[–—-])\s?", item, maxsplit=1)[0]))
    if name and _NAMELY.search(name):
        yield mention(name, shape="list", confidence=0.3, **_affiliations(item))


def _affiliations(rest: str) -> dict[str, object]:
    """Find what stands in parentheses, several things apart, or else after a dash, which is one thing."""
    inside = [each for each in _PARENTHESES.findall(rest) if not _NO_AFFILIATION.fullmatch(each)]
    if inside:
        return {"affiliation": ", ".join(inside), "parts": [p for each in inside for p in _PARTS.split(each)]}
    dash = _DASH.search(f" {rest}")
    return {"affiliation": f" {rest}"[dash.end() :]} if dash else {}


def _role_and_host(tail: str) -> tuple[str, str]:
    """Split "- Ada - Wikimedian in Residence at Example Museum" into the role and the host."""
    parts = [part for part in (part.strip(" .") for part in _DASH.split(f" {tail.strip()}")) if part]
    if not parts:
        return "", ""
    role, *host = _AT.split(parts[-1], maxsplit=1)
    if host:
        return role, host[0]
    return ("", "") if len(parts) == 1 else (role, "")


def _unlinked(text: str) -> str:
    """Return the text with links replaced by what they show and templates left out."""
    text = drop_between(text, "{{", "}}")
    text = re.sub(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{0,300})\]\]", r"\1", text)
    return re.sub(r"\[https?://[^\s\]]{1,500}\s?([^\]\n]{0,300})\]", r"\1", text)


def _from_table(table: Table) -> Iterator[Mention]:
    columns = _columns(table.headings)
    is_of_residents = "user" in columns and bool(_RESIDENT.search(table.headings[columns["user"]]))
    for row in table.rows:
        told = {kind: _unlinked(row[at]) for kind, at in columns.items() if kind != "user" and at < len(row)}
        if is_of_residents:
            told.setdefault("role", "Resident")
        links = [link for cell in _user_cells(row, columns) for link in user_links(cell)]
        for link in links:
            yield mention(link.username, shape="table", confidence=0.9, **told)
        if not links and "user" in columns and columns["user"] < len(row):
            for raw in re.split(r"[,;\n]|<br\s?/?>", _unlinked(row[columns["user"]])):
                if (name := username(one_line(raw).strip("*#:; "))) and _NAMELY.search(name):
                    yield mention(name, shape="table", confidence=0.4, **told)


def _user_cells(row: list[str], columns: dict[str, int]) -> list[str]:
    at = columns.get("user")
    return [row[at]] if at is not None and at < len(row) and user_links(row[at]) else row


def _columns(headings: list[str]) -> dict[str, int]:
    """Tell which column holds what; a heading like "User names" wins over a mere "Name"."""
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        shown = one_line(_unlinked(heading))
        for kind in ("affiliation", "country", "skill", "role", "user"):
            if kind == "user" and re.search("user|account", shown, re.IGNORECASE):
                columns["user"] = at
                break
            if kind not in columns and _COLUMNS[kind].search(shown):
                columns[kind] = at
                break
    return columns
