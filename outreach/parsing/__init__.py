# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads wikitext that people wrote by hand: lists of people, by-lines, tables. Pure functions of the text."""

from outreach.parsing.claims import Said, says_of
from outreach.parsing.days import month_of
from outreach.parsing.emails import strip_emails
from outreach.parsing.mentions import Mention
from outreach.parsing.people import people_in, people_of
from outreach.parsing.wikitext import Unparsable, guard

__all__ = [
    "Mention",
    "Said",
    "Unparsable",
    "guard",
    "month_of",
    "people_in",
    "people_of",
    "says_of",
    "strip_emails",
]
