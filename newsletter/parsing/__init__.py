# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the reports of the newsletter: pure functions of a page's title and text, none of which raises."""

from newsletter.parsing.areas import Area, AreaClass, Areas, areas_of
from newsletter.parsing.links import OutLink
from newsletter.parsing.reports import Figure, ParsedReport, ReportSection, parse
from newsletter.parsing.titles import PREFIX, ReportTitle, is_report, read_title
from newsletter.parsing.topics import Topic

__all__ = [
    "PREFIX",
    "Area",
    "AreaClass",
    "Areas",
    "Figure",
    "OutLink",
    "ParsedReport",
    "ReportSection",
    "ReportTitle",
    "Topic",
    "areas_of",
    "is_report",
    "parse",
    "read_title",
]
