# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads case studies written as wikitext, tidy or not, and writes them in the outreach form. Pure functions."""

from casestudies.parsing.figures import Figure, figures_in
from casestudies.parsing.headings import FORM, OTHER
from casestudies.parsing.hints import CountryHint, Hints, guess_country, hint_of_country, hints_in
from casestudies.parsing.sections import ParsedSection, split, write
from casestudies.parsing.study import ParsedCaseStudy, parse
from casestudies.parsing.titles import PREFIXES, is_case_study, name_of
from outreach.parsing.wikitext import Unparsable

__all__ = [
    "FORM",
    "OTHER",
    "PREFIXES",
    "CountryHint",
    "Figure",
    "Hints",
    "ParsedCaseStudy",
    "ParsedSection",
    "Unparsable",
    "figures_in",
    "guess_country",
    "hint_of_country",
    "hints_in",
    "is_case_study",
    "name_of",
    "parse",
    "split",
    "write",
]
