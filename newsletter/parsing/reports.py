# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads one report: title, topics, sections, figures, files and links. Takes time in proportion to the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newsletter.parsing.links import OutLink, links_in
from newsletter.parsing.titles import read_title
from newsletter.parsing.topics import Topic, parts_of, raw_title, topics_of
from outreach.parsing.bylines import TitleTemplate, title_templates
from outreach.parsing.emails import strip_emails
from outreach.parsing.headings import heading_of, shown_heading
from outreach.parsing.media import images_in
from outreach.parsing.prose import first_paragraph
from outreach.parsing.wikitext import (
    Unparsable,
    drop_between,
    guard,
    hide_unread,
    plain,
    without_markers,
)

SECTION_LEVEL = 3
MOST_SECTIONS = 200
LONGEST_HEADING = 300
MOST_FIGURES = 100
MOST_BULLETS = 300
LONGEST_BULLET = 500
_NOINCLUDE = re.compile(r"<(/?)noinclude\s{0,10}>", re.IGNORECASE)
_FURNITURE = re.compile(
    r"\{\{\s{0,5}GLAM/Newsletter/[^{}]{0,2000}\}\}|__[A-Z]{3,20}__"
    r"|\[\[\s?(?:category|kategorie|catégorie|categoría)\s?:[^\[\]\n]{0,300}\]\]",
    re.IGNORECASE,
)
_EMPTY_LINES = re.compile(r"\n{3,}")
_BULLET = re.compile(r"[*#]{1,6}(?![*#])(.{0,2000}\d.*)")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_NUMBER = re.compile(
    r"(?<![\w.,/:-])(?:\d{1,3}(?:[,.\u00a0\u202f\u2009 ]\d{3})+|\d{1,9})(?![\w/:])(?![.,]\d)"
)
_IS_DATE = re.compile(rf"\s{{0,3}}(?:[–-]\s?\d{{1,2}}\s{{0,3}})?{_MONTHS}", re.IGNORECASE)
_AFTER_MONTH = re.compile(rf"{_MONTHS}[a-z]{{0,7}}\.?\s{{0,3}}$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_A_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading and the wikitext below it, free of e-mail addresses; what stands first may have no heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A bullet that tells a number: the first one in it that is no date, and the whole line in plain words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """What a report's page says. With a `fault`, in words, nothing of it should be believed.

    The authors are not here: `outreach.parsing.people_in` finds them, and the mirror keeps them.
    """

    name: str
    month: date | None = None
    issue: str = ""
    title: str = ""
    headline: str = ""
    topics: tuple[Topic, ...] = ()
    lead: str = ""
    sections: tuple[ReportSection, ...] = ()
    figures: tuple[Figure, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[OutLink, ...] = ()
    fault: str = ""


def parse(title: str, text: str, *, home: str = "") -> ParsedReport:
    """Read the page of this title on the wiki whose host is `home`. Never raises."""
    about = read_title(title)
    try:
        guard(text)
        return _read(about, text, home) if not about.fault else ParsedReport(about.name, fault=about.fault)
    except Unparsable as error:
        return ParsedReport(about.name, about.month, about.issue, fault=error.reason)


def _read(about, text: str, home: str) -> ParsedReport:
    text = _NOINCLUDE.sub(r"<\1noinclude>", text.replace("\r\n", "\n").replace("\0", ""))
    # The head may stand where only this page shows it; what follows the report there is the newsletter's frame.
    titles = title_templates(hide_unread(without_markers(text)))
    body = hide_unread(without_markers(drop_between(text, "<noinclude>", "</noinclude>")), fill="")
    # Files and links hold what looks like e-mail addresses; addresses that are some are left out by `links_in`.
    links, images = links_in(body, home=home), images_in(body)
    body = strip_emails(_without_titles(body, title_templates(body)))
    sections = _sections(_tidy(body))
    raw = strip_emails(raw_title(titles))
    parts = parts_of(raw)
    return ParsedReport(
        name=about.name,
        month=about.month,
        issue=about.issue,
        title=raw,
        headline=parts[0] if parts else "",
        topics=topics_of(parts),
        lead=first_paragraph(section.text for section in sections),
        sections=sections,
        figures=tuple(_figures(body)),
        images=images,
        links=links,
    )


def _without_titles(text: str, titles: list[TitleTemplate]) -> str:
    """Cut the title templates out, the unclosed ones to the end of their line: by-lines are no text."""
    kept, position = [], 0
    for each in titles:
        kept.append(text[position : each.start])
        position = each.end
    return "".join([*kept, text[position:]])


def _sections(text: str) -> tuple[ReportSection, ...]:
    """Cut at the headings of third level and above; where all are deeper, at the highest there is."""
    marks, position = [], 0
    for line in text.split("\n"):
        level, heading = heading_of(line)
        if level and (shown := shown_heading(heading)):
            marks.append((level, position, position + len(line), shown))
        position += len(line) + 1
    deepest = max(SECTION_LEVEL, min((mark[0] for mark in marks), default=0))
    marks = [mark for mark in marks if mark[0] <= deepest][: MOST_SECTIONS - 1]
    ends = [*(start for _level, start, _end, _shown in marks), len(text)]
    first = ReportSection("", text[: ends[0]].strip())
    cut = (
        ReportSection(shown[:LONGEST_HEADING], text[after:end].strip())
        for (_level, _start, after, shown), end in zip(marks, ends[1:], strict=True)
    )
    return tuple(section for section in (first, *cut) if section.heading or section.text)


def _figures(text: str) -> Iterator[Figure]:
    bullets = (match[1] for line in text.split("\n") if (match := _BULLET.match(line)))
    told = 0
    for count, bullet in enumerate(bullets):
        if count >= MOST_BULLETS or told >= MOST_FIGURES:
            return
        try:
            shown = strip_emails(plain(bullet[:LONGEST_BULLET]))
        except Unparsable:
            continue
        if (number := _number_in(shown)) is not None:
            told += 1
            yield Figure(number, shown)


def _number_in(text: str) -> int | None:
    """The first number that is neither a year nor a day of a month."""
    for match in _NUMBER.finditer(text):
        is_date = _IS_DATE.match(text, match.end()) or _AFTER_MONTH.search(
            text[max(0, match.start() - 14) : match.start()]
        )
        if not is_date and not _YEAR.fullmatch(match[0]):
            return int(_NOT_A_DIGIT.sub("", match[0]))
    return None


def _tidy(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", _FURNITURE.sub("", text)).strip()
