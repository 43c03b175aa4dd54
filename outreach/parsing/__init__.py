# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads wikitext that people wrote by hand: lists of people, by-lines, tables. Pure functions of the text."""

from outreach.parsing.emails import strip_emails
from outreach.parsing.mentions import Mention
from outreach.parsing.people import people_in
from outreach.parsing.wikitext import Unparsable, guard

__all__ = ["Mention", "Unparsable", "guard", "people_in", "strip_emails"]
