# SPDX-License-Identifier: GPL-3.0-or-later
"""What a family of wikis says of an account by its number across all of them."""

from dataclasses import dataclass

from outreach.wiki.errors import WikiUnavailable
from outreach.wiki.line import MAXLAG, Line


@dataclass(frozen=True, slots=True)
class GlobalFacts:
    """The account's present name, and whether it is locked everywhere."""

    name: str
    is_locked: bool


class NoFamily(Exception):
    """This wiki belongs to no family: its own numbers are all there are."""


def by_central_id(line: Line, central_id: str) -> GlobalFacts | None:
    """What is known of the number; None where the family knows no such account (any more).

    Raises NoFamily or a WikiError.
    """
    asked = {"meta": "globaluserinfo", "guiid": central_id, "maxlag": str(MAXLAG)}
    query = line.ask("query", asked, ()).get("query")
    found = query.get("globaluserinfo") if isinstance(query, dict) else None
    if found is None:
        raise NoFamily  # without CentralAuth the question itself is unknown, which is a warning only
    if not isinstance(found, dict):
        raise WikiUnavailable("The wiki answered in a shape we do not know.")
    if found.get("missing") not in (None, False):
        return None
    name = found.get("name")
    if not isinstance(name, str) or not name or str(found.get("id")) != central_id:
        raise WikiUnavailable("The wiki answered in a shape we do not know.")
    return GlobalFacts(name=name.replace("\x00", ""), is_locked=found.get("locked") not in (None, False))
