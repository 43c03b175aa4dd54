# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts a case study's wikitext into the sections of the outreach form, and writes such sections as wikitext."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casestudies.parsing.headings import FORM, OTHER, key_of
from outreach.parsing.headings import heading_of, shown_heading
from outreach.parsing.wikitext import hide_unread, one_line, without_markers

# Lines that furnish the wiki page and say nothing to a reader of the section.
_FURNITURE = re.compile(
    r"^\s{0,5}(?:\[\[\s?(?:category|kategorie|catégorie|categoría|категорія|تصنيف)\s?:[^\[\]\n]{0,300}\]\]"
    r"|\{\{\s?DEFAULTSORT:[^{}\n]{0,300}\}\}|__[A-Z]{3,20}__|<references\s?/>)\s{0,5}$",
    re.IGNORECASE | re.MULTILINE,
)
# A label is a line of mere bold, a definition term, or either with a colon before the text it labels.
_BOLD = r"(?:'{3}(?:'{2})?(?!')|<(?:b|strong|big|u)>\s?'{0,5})"
_BOLD_END = r"(?:'{3}(?:'{2})?|'{0,5}</(?:b|strong|big|u)>)"
_NAMED = r"((?:[^'<\n]|'(?!')){1,80})"
_LABEL = re.compile(
    rf"(?:{_BOLD}{_NAMED}{_BOLD_END}\s?:?\s?(?:<br\s?/?>)?\s{{0,5}}$"
    rf"|;\s?(?:'{{3}})?([^:'\n]{{1,80}})(?:'{{3}})?\s?(?::(?=\s)|:?\s{{0,5}}$)"
    rf"|{_BOLD}{_NAMED}(?::{_BOLD_END}|{_BOLD_END}\s?:)(?=\s))",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_GALLERY = re.compile(r"<gallery\b[^<>]{0,500}>[^<]{0,20000}</gallery>", re.IGNORECASE)
_MARKS = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
FILLED_WORDS = 3
LABEL_LEVEL = 6
WRITTEN_LEVEL = 2


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """One part of a case study: a key of the form or "other", the heading as it stood, the wikitext below it."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading found in the text: where its line begins and ends, how deep it is, what it means."""

    start: int
    end: int
    level: int
    heading: str
    key: str
    language: str


def split(text: str) -> tuple[tuple[ParsedSection, ...], list[str]]:
    """Return the sections in the order of the page, and the languages that known headings spoke.

    Text before the first heading is the summary unless the page has one. An unknown heading that is deeper
    than the section around it stays inside that section; any other begins a section of its own.
    """
    text = text.strip("\n")
    marks = _section_marks(text)
    has_summary = any(mark.key == "summary" for mark in marks)
    first = marks[0].start if marks else len(text)
    sections = [ParsedSection(OTHER if has_summary else "summary", "", _tidy(text[:first]))]
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        sections.append(ParsedSection(mark.key, mark.heading, _tidy(text[mark.end : end])))
    if not sections[0].text:
        del sections[0]
    return tuple(sections), [mark.language for mark in marks if mark.language]


def write(sections: Iterable[ParsedSection]) -> str:
    """Return wikitext with the form's headings for known sections, and their own for others.

    Cut again by `split`, it gives the same keys and texts: writing and reading may go round for ever.
    """
    parts = []
    for section in sections:
        heading = FORM.get(section.key) or section.heading
        parts.append(f"== {heading} ==\n\n{section.text}".rstrip() if heading else section.text)
    return "\n\n".join(parts) + "\n" if parts else ""


def is_filled(section: ParsedSection) -> bool:
    """Tell whether somebody wrote something: the questions of the empty form do not count."""
    said = _said(section.text)
    words = sum(_words(line[:500]) for line in said[:200])
    return words >= FILLED_WORDS or any("[[" in line or "://" in line for line in said)


def words_in(text: str) -> int:
    """How many words somebody wrote there; comments and the questions of the empty form do not count."""
    return sum(map(_words, _said(text)))


def _said(text: str) -> list[str]:
    text = _GALLERY.sub("", hide_unread(text, fill=""))
    lines = [one_line(line) for line in text.split("\n")]
    return [
        line for line in lines if not line.rstrip(" *'").endswith("?") and not line.startswith(("=", "{{"))
    ]


def _words(line: str) -> int:
    """How many words there are; where no blanks part them, two signs are taken for one."""
    return len(_WORDS.findall(line)) + len(_UNSPACED.findall(line)) // 2


def _section_marks(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for mark in _all_marks(text):
        around = marks[-1] if marks else None
        is_inner = (
            mark.key == OTHER
            and around is not None
            and around.key != OTHER
            and mark.level > max(around.level, WRITTEN_LEVEL)
        )
        if not is_inner:
            marks.append(mark)
    return marks


def _all_marks(text: str) -> list[_Mark]:
    """Find the headings, and the lines of mere bold that name a section of the form."""
    marks, position = [], 0
    for line in hide_unread(text).split("\n"):
        marks += _marks_of_line(line, position)
        position += len(line) + 1
    return marks


def _marks_of_line(line: str, position: int) -> Iterator[_Mark]:
    """Yield the heading of a line; or its label, and what follows one as if it were a line of its own.

    Written under a heading it will be one, so it must mean the same before.
    """
    while rest := line.lstrip():
        # A comment may end or begin on the heading's line: it stays whole on its own side.
        position += len(line) - len(rest)
        level, title = heading_of(rest)
        label = None if level else _LABEL.match(rest)
        if label:
            level, title = LABEL_LEVEL, label[1] or label[2] or label[3]
        shown = shown_heading(title) if level else ""
        key, language = key_of(shown) if shown else (OTHER, "")
        if not shown or (label and key == OTHER):
            return
        end = label.end() if label else len(rest.rstrip())
        yield _Mark(position, position + end, level, shown, key, language)
        position += end
        line = rest[end:]


def _tidy(text: str) -> str:
    return _EMPTY_LINES.sub("\n\n", _FURNITURE.sub("", text)).strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A section with its place on the page: `head` is its raw heading, `body` all that follows, to the next one.

    Heads and bodies of all pieces, one after the other, are the page to the letter.
    """

    key: str
    heading: str
    head: str
    body: str

    @property
    def text(self) -> str:
        """The body as a section has it: without what furnishes the page."""
        return _tidy(without_markers(self.body))


def pieces(page: str) -> list[Piece]:
    """Cut a page as `split` does, and lose nothing of it."""
    marks = _section_marks(page)
    has_summary = any(mark.key == "summary" for mark in marks)
    first = marks[0].start if marks else len(page)
    found = [Piece(OTHER if has_summary else "summary", "", "", page[:first])]
    ends = [*(mark.start for mark in marks[1:]), len(page)]
    for mark, end in zip(marks, ends, strict=False):
        found.append(Piece(mark.key, mark.heading, page[mark.start : mark.end], page[mark.end : end]))
    return found


def furniture_of(body: str) -> tuple[str, str]:
    """What furnishes the page before and after a body's own words: blanks, categories, markers, each kept as it is.

    Furniture in the middle of the words goes with what comes after them.
    """
    lines = body.splitlines(keepends=True)
    is_own = [bool(_tidy(without_markers(line))) for line in lines]
    if not any(is_own):
        return "", body
    first, last = is_own.index(True), len(lines) - 1 - is_own[::-1].index(True)
    between = "".join(line for line in lines[first:last] if line.strip() and not _tidy(line))
    line = lines[first]
    before = "".join(lines[:first]) + line[: len(line) - len(line.lstrip())]
    end = lines[last]
    after = end[len(end.rstrip()) :] + between + "".join(lines[last + 1 :])
    return before, after
