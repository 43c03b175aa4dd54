# SPDX-License-Identifier: GPL-3.0-or-later
"""From what stood beside a name to single claims: an affiliation, a country, a role, a skill, each by itself."""

import re
from dataclasses import dataclass

from outreach.parsing.countries import country_code_in
from outreach.parsing.keys import claim_key
from outreach.parsing.mentions import Mention

GUESSED = 0.7  # a country found in another text is as much less sure
_PARTS = re.compile(r"\s*[,;/·•]\s*|\s+and\s+")
MOST_SKILLS = 12
LONGEST_SKILL = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a page says of somebody; `kind` is "affiliation", "country", "role" or "skill"."""

    kind: str
    value: str
    key: str
    confidence: float = 1.0


def says_of(mention: Mention, *, area: str = "") -> tuple[Said, ...]:
    """Return what is claimed of this person; `area` is the title of a report, whose country may be its author's."""
    sure = mention.confidence
    found = [Said("affiliation", each, claim_key(each), sure) for each in mention.affiliations]
    if code := country_code_in(mention.country_text):
        found.append(Said("country", code, code, sure if mention.is_country_said else sure * GUESSED))
    elif code := country_code_in(area):
        found.append(Said("country", code, code, sure * GUESSED))
    found.append(Said("role", mention.role_text, claim_key(mention.role_text), sure))
    skills = [part for part in _PARTS.split(mention.skill_text) if len(part) <= LONGEST_SKILL]
    found += [Said("skill", skill, claim_key(skill), sure) for skill in skills[:MOST_SKILLS]]
    return tuple({(one.kind, one.key): one for one in found if one.key}.values())
