# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pages are reports, of which month and of what name, from the page's title alone."""

import re
from dataclasses import dataclass
from datetime import date

PREFIX = "GLAM/Newsletter/"
FIRST_YEAR = 2011  # volume I
LAST_YEAR = 2100
_REPORT = re.compile(r"GLAM/Newsletter/(?P<issue>[^/]+)/Contents/(?P<name>.+)")
# Pages beside the reports that help to put an issue together, and are none; compared in lower case.
_FURNITURE = frozenset(
    ["single", "contents", "header", "footer", "all", "index", "template", "preload", "navigation"]
)
_MONTHS = {
    word: number
    for number, words in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"],
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\b(volume|vol|issue|no)\.?\s{1,5}([ivxl]{1,8}|\d{1,3})\b", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """What a report's title tells: the first day of its month, the issue's page and the report's name.

    `month` is None where the title names no month; `fault` then says so in words.
    """

    month: date | None
    issue: str
    name: str
    fault: str = ""


def is_report(title: str) -> bool:
    """Tell whether a page of this title is a report: neither the list of contents nor all reports on one page."""
    found = _REPORT.fullmatch(_tidy(title))
    return found is not None and all(
        part.strip().lower() not in ("", *_FURNITURE) for part in found["name"].split("/")
    )


def read_title(title: str) -> ReportTitle:
    """Read the title of a page, whatever it is."""
    title = _tidy(title)
    found = _REPORT.fullmatch(title)
    if found is None:
        return ReportTitle(None, "", title, "The page's title is not that of a report.")
    issue, name = found["issue"].strip(), found["name"].strip()
    month = month_of(issue)
    fault = "" if month else f"“{issue[:100]}” names no month of the newsletter."
    return ReportTitle(month, f"{PREFIX}{issue}", name, fault)


def month_of(issue: str) -> date | None:
    """The first day of the month an issue is called by: “May 2014”, or “Issue II, Volume XII”; None if unclear.

    Of two months (“July–August 2014”) it is the first.
    """
    years = _YEAR.findall(issue)
    months = [_MONTHS[word] for word in (word.lower() for word in _WORD.findall(issue)) if word in _MONTHS]
    if len(years) == 1 and months and FIRST_YEAR <= int(years[0]) <= LAST_YEAR:
        return date(int(years[0]), months[0], 1)
    numbered = {word[0].lower(): _number(digits) for word, digits in _NUMBERED.findall(issue)}
    volume, number = numbered.get("v"), numbered.get("i", numbered.get("n"))
    if not years and volume and number and number <= 12 and volume <= LAST_YEAR - FIRST_YEAR:
        return date(FIRST_YEAR - 1 + volume, number, 1)
    return None


def _number(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    values = [_ROMAN[letter] for letter in digits.lower()]
    return sum(
        -value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _tidy(title: str) -> str:
    return " ".join(title.replace("_", " ").split())
