# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads case studies written as wikitext, tidy or not, and writes them in the outreach form. Pure functions."""

from casestudies.parsing.headings import FORM, OTHER
from casestudies.parsing.sections import ParsedSection, split, write
from casestudies.parsing.study import ParsedCaseStudy, guess_country, parse
from casestudies.parsing.titles import PREFIXES, is_case_study, name_of
from outreach.parsing.wikitext import Unparsable

__all__ = [
    "FORM",
    "OTHER",
    "PREFIXES",
    "ParsedCaseStudy",
    "ParsedSection",
    "Unparsable",
    "guess_country",
    "is_case_study",
    "name_of",
    "parse",
    "split",
    "write",
]
