# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page says of a person: a claim with a shape and a confidence, for a human to confirm."""

from dataclasses import dataclass

from outreach.parsing.countries import country_name_in
from outreach.parsing.emails import strip_emails
from outreach.parsing.usernames import affiliate_in
from outreach.parsing.wikitext import one_line

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Mention:
    """A username found on a page, with what stood beside it.

    `shape` is one of "byline", "signature", "table", "list", "link"; `confidence` runs from 0 to 1: about 0.9
    where the page links the account in a list of people, under 0.5 where only a bare name stands there.
    """

    username: str
    affiliation_text: str = ""
    country_text: str = ""
    role_text: str = ""
    shape: str = "link"
    confidence: float = 0.5


def mention(
    name: str, *, shape: str, confidence: float, affiliation: str = "", country: str = "", role: str = ""
) -> Mention:
    """Return a mention with its texts tidied, free of e-mail addresses, and the affiliate and country it hints at."""
    affiliation = _tidy(affiliation) or affiliate_in(name)
    return Mention(
        username=name,
        affiliation_text=affiliation,
        country_text=_tidy(country) or country_name_in(affiliation),
        role_text=_tidy(role),
        shape=shape,
        confidence=confidence,
    )


def _tidy(text: str) -> str:
    text = one_line(strip_emails(text)).strip(" ,;:–—-()[]|")
    # Whatever disguise slipped through: rather no words than an address.
    return "" if "@" in text or "＠" in text else text[:LONGEST]
