# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wiki says of its accounts, asked by name or by local id, fifty a request."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outreach.wiki.answers import ODD
from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.line import MAXLAG, Line, open_line

BATCH = 50
PROPS = "blockinfo|centralids|registration|groups"
CENTRAL = "CentralAuth"  # a wiki of its own calls its only provider "local", whose ids are not central
# What accounts are renamed to whose owners wanted to leave for good.
_VANISHED = re.compile(r"(?:vanished|renamed)[ _]?user\b|(?:vanished|renamed)user[ _]?\w", re.IGNORECASE)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What the wiki says of one account under its present name; `central_id` is None where it has no such thing.

    Missing is an account that never was, or that the wiki no longer admits to. A partial block, which keeps
    somebody off single pages, is not a block.
    """

    name: str
    account_id: int | None
    central_id: int | None = None
    is_missing: bool = False
    is_blocked: bool = False
    block_reason: str = ""
    registered_at: datetime | None = None
    groups: tuple[str, ...] = ()

    @property
    def is_vanished(self) -> bool:
        """Whether the name says that its owner has left and wants to be forgotten."""
        return is_vanished(self.name)


@dataclass(frozen=True, slots=True)
class AccountBatch:
    """The answer to one batch. `unanswered` holds names or ids the wiki left out or sent in an unknown shape.

    Nothing may be concluded from those: silence is not the same as missing.
    """

    found: tuple[AccountFacts, ...]
    unanswered: tuple[str | int, ...] = ()


def is_vanished(name: str) -> bool:
    """Whether an account of this name has "vanished" by Wikimedia's custom."""
    return _VANISHED.match(name.strip()) is not None


def connect(url: str, **terms: Any) -> "Accounts":
    """Return the accounts of the wiki at `url` (the folder of its api.php) without asking it anything yet.

    `terms` are those of outreach.wiki.terms.Terms. Raises WikiMisconfigured, naming the variable.
    """
    return Accounts(open_line(url, **terms))


class Accounts:
    """A read-only view of one wiki's accounts."""

    def __init__(self, line: Line):
        self._line = line

    @property
    def line(self) -> Line:
        """The line itself, for questions of another kind."""
        return self._line

    @property
    def request_count(self) -> int:
        """The number of HTTP requests sent so far, repeated ones included."""
        return self._line.request_count

    def by_name(self, names: Iterable[str]) -> Iterator[AccountBatch]:
        """Yield what is known of the accounts of these names, 50 a request; each name once."""
        wanted = list(dict.fromkeys(map(canonical, names)))
        for start in range(0, len(wanted), BATCH):
            batch = wanted[start : start + BATCH]
            # What cannot be a name would split or spoil the question.
            possible = [name for name in batch if name and "|" not in name and "\x1f" not in name]
            impossible = tuple(
                AccountFacts(name, None, is_missing=True) for name in batch if name not in possible
            )
            answered = self._batch("ususers", possible, "name") if possible else AccountBatch(())
            yield AccountBatch(answered.found + impossible, answered.unanswered)

    def by_id(self, account_ids: Iterable[int]) -> Iterator[AccountBatch]:
        """Yield what is known of the accounts of these local ids, 50 a request, under their present names.

        A missing one has its id and no name.
        """
        wanted = [each for each in dict.fromkeys(account_ids) if each > 0]
        for start in range(0, len(wanted), BATCH):
            yield self._batch("ususerids", wanted[start : start + BATCH], "userid")

    def _batch(self, parameter: str, wanted: Sequence[str | int], key: str) -> AccountBatch:
        asked = {
            "list": "users",
            parameter: "|".join(map(str, wanted)),
            "usprop": PROPS,
            "maxlag": str(MAXLAG),
        }
        rows = self._line.ask("query", asked, ("query",)).get("query", {}).get("users")
        if not isinstance(rows, list):
            raise WikiUnavailable("The wiki answered in a shape we do not know.")
        found: dict[str | int, AccountFacts] = {}
        for row in rows:
            try:
                name = row[key]
                found[canonical(name) if isinstance(name, str) else name] = facts(row)
            except ODD:
                continue  # one odd account costs one account: it counts as unanswered
        return AccountBatch(
            tuple(found[each] for each in wanted if each in found),
            tuple(each for each in wanted if each not in found),
        )


def canonical(name: str) -> str:
    """Return the name as MediaWiki spells it: blanks for underscores, the first letter large."""
    name = " ".join(name.replace("_", " ").split())
    first = name[:1].upper()
    return (first if len(first) == 1 else name[:1]) + name[1:]


def facts(row: dict[str, Any]) -> AccountFacts:
    """Read one account; raises one of ODD where the name or the id is of an unknown shape.

    What else is odd stays unknown, but a block in an odd shape counts as one.
    """
    is_missing = bool(row.get("missing") or row.get("invalid"))
    name, account_id = row.get("name", ""), row.get("userid")
    if not isinstance(name, str) or not (name or is_missing):
        raise ValueError("name")
    if not is_missing and type(account_id) is not int:
        raise ValueError("userid")
    return AccountFacts(
        name=_clean(name),
        account_id=account_id if type(account_id) is int else None,
        central_id=_central_id(row),
        is_missing=is_missing,
        is_blocked="blockid" in row and not row.get("blockpartial"),
        block_reason=_clean(str(row.get("blockreason") or ""))[:LONGEST_REASON],
        registered_at=_moment(row.get("registration")),
        groups=_groups(row.get("groups")),
    )


def _central_id(row: dict[str, Any]) -> int | None:
    """The id across all wikis, if this account is joined to it."""
    ids, joined = row.get("centralids"), row.get("attachedlocal")
    central = ids.get(CENTRAL) if isinstance(ids, dict) else None
    if type(central) is not int or central <= 0:
        return None
    return None if isinstance(joined, dict) and joined.get(CENTRAL) is False else central


def _moment(told: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
    except (TypeError, ValueError):
        return None  # the oldest accounts have none
    return moment if moment.tzinfo else None


def _groups(told: Any) -> tuple[str, ...]:
    return tuple(_clean(each) for each in told if isinstance(each, str)) if isinstance(told, list) else ()


def _clean(text: str) -> str:
    """Drop what PostgreSQL cannot store."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
