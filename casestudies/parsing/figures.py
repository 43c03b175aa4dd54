# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and what they count, as a case study's text and tables give them; in linear time.

A figure is a guess with a confidence: a reader checks it against its sentence. Years and days are no figures.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from casestudies.parsing.counted import COUNTED, DATED, MONEY, MULTIPLES, NOT_COUNTED
from outreach.parsing.emails import strip_emails
from outreach.parsing.media import without_pictures
from outreach.parsing.tables import Table, split_tables
from outreach.parsing.wikitext import drop_between, hide_unread, one_line

MOST = 100
MOST_REPEATED = 5_000  # of a page that says the same over and over the rest is not looked at
LONGEST_SENTENCE = 300
LONGEST_WHAT = 60
LONGEST_LINE = 5_000
AROUND = 70
# A table of a case study has fewer; one that never ends has one endless row.
MOST_ROWS, MOST_COLUMNS = 200, 200
MOST_WORDS = 4  # as `_AFTER` takes

# Digits in groups parted by one mark or blank, and a fraction. Digits of any script are made ours before.
_NUMBER = re.compile(
    r"(?<![A-Za-z\u00c0-\u052f\d_.,:/#+-])(?P<money>[$€£¥]\s?)?(?P<digits>\d{1,3}(?:(?P<mark>[.,'’\u00a0\u202f ])\d{3})(?:(?P=mark)\d{3}){0,3}|\d{1,12})"
    r"(?:[.,](?P<fraction>\d{1,2}))?(?P<percent>\s?[%٪])?(?![\d/:A-Za-z\u00c0-\u052f]|[.,]\d|-\d)"
)
_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{0,300})\]\]")
_ADDRESS = re.compile(r"\[?(?:https?:)?//[^\s\[\]]{1,2000}\s?|\]")
_BULLET = re.compile(r"^[*#:;\s]{0,10}(?:\d{1,3}[.)]\s)?")
_SENTENCE_END = re.compile(r"(?<=[.!?؟。！？])(?:\s{1,5}|(?=[\u3040-\u9fff]))(?=\S)")
_AFTER = re.compile(
    r"\s{0,3}(?:[-–]\s?)?((?:[^\W\d_][\w'’-]{0,40}[\s\u00a0]{1,2}){0,3}[^\W\d_][\w'’-]{0,40})"
)
_BEFORE = re.compile(r"([^\W\d_][\w'’-]{0,40})\s?:?\s{0,3}$")
_LABELLED = re.compile(r"^([^\d:：]{2,60})[:：]\s{0,3}$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]{1,8}")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the words for what it counts ("%" and money by their sign), and the sentence it stands in."""

    amount: float
    what: str
    sentence: str
    confidence: float


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a wikitext in the order they stand, those of tables last; each once."""
    text = drop_between(hide_unread(text, fill=""), "<ref", "</ref>")
    outside, tables = split_tables(without_pictures(text))
    found: dict[tuple[float, str], Figure] = {}
    for figure in islice(_all_figures(outside, tables), MOST_REPEATED):
        found.setdefault((figure.amount, figure.what.casefold()), figure)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _all_figures(outside: str, tables: list[Table]) -> Iterator[Figure]:
    for line in drop_between(outside, "{{", "}}").split("\n"):
        if not line.lstrip().startswith(("=", "[[Category", "|")) and any(char.isdecimal() for char in line):
            yield from _of_line(_plain(line[:LONGEST_LINE]))
    for table in tables:
        yield from _of_table(table)


def _plain(line: str) -> str:
    line = _ADDRESS.sub(" ", _LINK.sub(r"\1", line))
    return _own_digits(one_line(strip_emails(_BULLET.sub("", line))))


def _own_digits(text: str) -> str:
    """Digits of every script as 0 to 9, and the Arabic marks between them as ours."""
    shown = "".join(
        str(unicodedata.decimal(char)) if char > "\x7f" and char.isdecimal() else char for char in text
    )
    return shown.replace("\u066c", ",").replace("\u066b", ".")


def _of_line(line: str) -> Iterator[Figure]:
    for sentence in _SENTENCE_END.split(line):
        position = 0
        while match := _NUMBER.search(sentence, position):
            position = match.end()
            figure = _figure(sentence, match)
            if figure:
                yield figure


def _figure(sentence: str, match: re.Match[str]) -> Figure | None:
    before = sentence[max(0, match.start() - AROUND) : match.start()]
    after = sentence[match.end() : match.end() + 2 * AROUND]
    amount = _amount(match)
    words = _words_after(after)
    # "2.5 million images", "3 tausend Seiten"
    if words and (times := MULTIPLES.get(words[0].casefold())):
        amount *= times
        words = words[1:]
    if match["money"] or (words and words[0].casefold() in MONEY):
        what = (match["money"] or words[0]).strip()
        return _made(amount, what, sentence, 0.8)
    if match["percent"] or (words and words[0].casefold() in ("percent", "prozent", "procent", "pourcent")):
        return _made(amount, " ".join(["%", *(words[:3] if match["percent"] else words[1:])]), sentence, 0.8)
    if _is_dated(before, match, words):
        return None
    return _counted(amount, before, words, sentence, is_year=_may_be_year(match))


def _counted(amount: float, before: str, words: list[str], sentence: str, *, is_year: bool) -> Figure | None:
    words = _till_filler(words)
    known = next((at for at, word in enumerate(words) if _is_counted(word)), None)
    if known is not None:
        # "640 patterns uploaded" counts patterns, "83 uploaded" those who did.
        end = known if known and words[known].casefold().endswith("ed") else known + 1
        return _made(amount, " ".join(words[:end]), sentence, 0.9 if not is_year else 0.6)
    if is_year:
        return None
    if words:
        return _made(amount, " ".join(words[:3]), sentence, 0.5)
    label = _LABELLED.match(before)
    return _made(amount, label[1].strip(), sentence, 0.7) if label else None


def _till_filler(words: list[str]) -> list[str]:
    """The words up to the first that only joins others on, unless the sentence ends with it ("59 could log in")."""
    for at, word in enumerate(words):
        ends = 0 < at == len(words) - 1 < MOST_WORDS - 1
        if word.casefold() in NOT_COUNTED and not ends:
            return words[:at]
    return words


def _made(amount: float, what: str, sentence: str, confidence: float) -> Figure:
    return Figure(amount, what[:LONGEST_WHAT], sentence[:LONGEST_SENTENCE].strip(), confidence)


def _amount(match: re.Match[str]) -> float:
    digits = match["digits"]
    whole = int(digits.replace(match["mark"], "") if match["mark"] else digits)
    return float(f"{whole}.{match['fraction']}") if match["fraction"] else float(whole)


def _words_after(after: str) -> list[str]:
    """The words right behind the number, up to four, or the signs of a script without blanks."""
    if unspaced := _UNSPACED.match(after.lstrip()):
        known = [
            stem
            for stem in COUNTED.get(unspaced[0][:2], ()) + COUNTED.get(unspaced[0][0], ())
            if unspaced[0].startswith(stem)
        ]
        return [max(known, key=len, default=unspaced[0])]
    match = _AFTER.match(after)
    return match[1].split() if match else []


def _is_counted(word: str) -> bool:
    word = word.casefold()
    return any(word.startswith(stem) for stem in COUNTED.get(word[:2], ()))


def _may_be_year(match: re.Match[str]) -> bool:
    plain = not (match["mark"] or match["fraction"] or match["percent"])
    return plain and len(match["digits"]) == 4 and 1000 <= int(match["digits"]) <= 2100


def _is_dated(before: str, match: re.Match[str], words: list[str]) -> bool:
    """A day of a month, a year after or before its month, an hour, a number of a list or of a chapter."""
    if (
        words
        and words[0].casefold() in DATED
        and int(match["digits"].replace(match["mark"] or " ", "")) <= 31
    ):
        return True
    if words and words[0][:1] in "年月日號号":
        return True
    word = _BEFORE.search(before)
    named = word[1].casefold() if word else ""
    return named in DATED or named in ("no", "nr", "chapter", "page", "version", "day", "q")


def _of_table(table: Table) -> Iterator[Figure]:
    """A cell that is a number counts what its column's heading says, for what its row begins with."""
    headings = [_plain(cell[:300]) for cell in table.headings[:MOST_COLUMNS]]
    for row in table.rows[:MOST_ROWS]:
        cells = [_plain(cell[:300]) for cell in row[:MOST_COLUMNS]]
        first = _NUMBER.fullmatch(cells[0]) if cells else None
        name = cells[0] if cells and (not first or _may_be_year(first)) else ""
        for column, cell in enumerate(cells):
            match = _NUMBER.match(cell)
            if not match or len(cell) > match.end() + 20 or _may_be_year(match):
                continue
            if headings and column >= len(headings):
                continue  # nobody says what it counts
            heading = headings[column] if headings else ""
            counted = heading or (name if column else "") or cell[match.end() :].strip()
            if counted and counted.casefold() not in ("year", "date", "no", "no.", "#", "nr"):
                said = f"{name}: {heading} {cell}" if name and heading else f"{counted} {cell}"
                yield _made(_amount(match), _of_what(counted, name if heading else ""), said, 0.7)


def _of_what(counted: str, name: str) -> str:
    return f"{counted} ({name})" if name and name != counted else counted
