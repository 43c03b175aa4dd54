# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page says of a person: a claim with a shape and a confidence, for a human to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach.parsing.countries import country_name_in
from outreach.parsing.emails import strip_emails
from outreach.parsing.usernames import affiliate_in
from outreach.parsing.wikitext import one_line

LONGEST = 200
MOST_PARTS = 10


@dataclass(frozen=True, slots=True)
class Mention:
    """A username found on a page, with what stood beside it, each thing in a field of its own.

    `shape` is one of "byline", "signature", "table", "list", "link"; `confidence` runs from 0 to 1: about 0.9
    where the page links the account in a list of people, under 0.5 where only a bare name stands there.
    `affiliation_text` is all that was said of it, `affiliations` the single ones, without countries.
    `country_text` is a country's name as written; `is_country_said` tells one of a column for countries from
    one found in an affiliation. `signed_on` is the day of a signature.
    """

    username: str
    affiliation_text: str = ""
    country_text: str = ""
    role_text: str = ""
    shape: str = "link"
    confidence: float = 0.5
    affiliations: tuple[str, ...] = ()
    is_country_said: bool = False
    skill_text: str = ""
    signed_on: date | None = None


def mention(
    name: str,
    *,
    shape: str,
    confidence: float,
    affiliation: str = "",
    parts: Sequence[str] = (),
    country: str = "",
    role: str = "",
    skill: str = "",
    signed_on: date | None = None,
) -> Mention:
    """Return a mention with its texts tidied, free of e-mail addresses, and the affiliate and country it hints at.

    `parts` are the affiliations one by one, where the text told them apart.
    """
    affiliation = _tidy(affiliation) or affiliate_in(name)
    country = _tidy(country)
    single = dict.fromkeys(_tidy(part) for part in (parts or (affiliation,))[:MOST_PARTS])
    return Mention(
        username=name,
        affiliation_text=affiliation,
        country_text=country or country_name_in(affiliation),
        role_text=_tidy(role),
        shape=shape,
        confidence=confidence,
        affiliations=tuple(part for part in single if part and country_name_in(part) != part),
        is_country_said=bool(country),
        skill_text=_tidy(skill),
        signed_on=signed_on,
    )


def _tidy(text: str) -> str:
    text = one_line(strip_emails(text)).strip(" ,;:–—-()[]|")
    # Whatever disguise slipped through: rather no words than an address.
    return "" if "@" in text or "＠" in text else text[:LONGEST]
