# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds in a text what was searched for, however either of them is written, and cuts out the passage around it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from casestudies.parsing.asking import SPACELESS, Manner, wishes_in
from outreach.parsing.emails import strip_emails

LONGEST = 280
BEFORE = 80
# Stands for a sign that is not searched for; as long as the sign, so that places in both texts are the same.
_NOTHING = "\0"
_RUN = re.compile(f"([{SPACELESS}]+)")
_REST = r"[\w\0\u0900-\u0dff]*"
_LIKE = dict(zip("أإآٱىیېئکڪةۀەؤıøłđħŧ", "ااااييييككهههوioldht", strict=True))
# One letter in the text for two in the index.
_LIGATURES = {"ss": "(?:ss|ß)", "ae": "(?:ae|æ)", "oe": "(?:oe|œ)"}


class _Folding(dict):
    """{code of a letter: the letter without accents and case}; learns each letter when it comes first."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _LIKE:
            folded = _LIKE[letter]
        elif letter == "\u0640" or unicodedata.category(letter) in ("Cf", "Mn") and not _is_vowel(code):
            folded = _NOTHING
        else:
            bare = [each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)]
            folded = bare[0].lower() if len(bare) == 1 else letter.lower()
        self[code] = folded if len(folded) == 1 else letter
        return self[code]


def _is_vowel(code: int) -> bool:
    """Whether a mark is a vowel of an Indian, Thai or other script that means something by itself."""
    return 0x0900 <= code < 0x1800 and unicodedata.combining(chr(code)) not in (7, 9)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without accents, case and signs people leave out, letter for letter."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def patterns_for(typed: str) -> list[re.Pattern]:
    """One pattern for each thing wanted, for folded texts; what is unwanted has none."""
    wanted = [wish for group in wishes_in(typed) for wish in group if not wish.is_unwanted]
    return [re.compile(_pattern(wish.text, {term.manner for term in wish.terms})) for wish in wanted]


def _pattern(text: str, manners: set[Manner]) -> str:
    parts = [part for part in _RUN.split(text) if any(map(str.isalnum, part))]
    alternatives = []
    for part in parts:
        if _RUN.fullmatch(part):
            alternatives.append(_letters(part))
            continue
        words = [_letters(word) for word in re.findall(r"\w[\w\0\u0900-\u0dff]*", _without_nothing(part))]
        end = _REST if Manner.BEGINNING in manners else r"(?!\w)"
        alternatives.append(r"(?<!\w)" + r"[\W_]+".join(words) + end)
    return "|".join(alternatives)


def _without_nothing(text: str) -> str:
    return fold(text).replace(_NOTHING, "")


def _letters(word: str) -> str:
    """Its letters, with nothing searched for between them."""
    parts = re.findall("ss|ae|oe|.", _without_nothing(word), re.DOTALL)
    return f"{_NOTHING}*".join(_LIGATURES.get(part) or re.escape(part) for part in parts) + f"{_NOTHING}*"


def score(text: str, patterns: Sequence[re.Pattern]) -> int:
    """How many of the things wanted are in the text."""
    folded = fold(text)
    return sum(1 for pattern in patterns if pattern.search(folded))


def best(texts: Iterable[str], patterns: Sequence[re.Pattern]) -> tuple[int, int]:
    """(place, score) of the first text that holds the most of what is wanted; (-1, 0) where none does."""
    place, most = -1, 0
    for number, text in enumerate(texts):
        if (here := score(text, patterns)) > most:
            place, most = number, here
            if most == len(patterns):
                break
    return place, most


def marked(text: str, patterns: Sequence[re.Pattern], marks: tuple[str, str]) -> str:
    """The text with marks around what is wanted."""
    start, end = marks
    text = text.replace(start, "").replace(end, "")
    pieces, position = [], 0
    for here, there in _spans(fold(text), patterns):
        pieces += [text[position:here], start, text[here:there], end]
        position = there
    return "".join([*pieces, text[position:]])


def passage(text: str, patterns: Sequence[re.Pattern], marks: tuple[str, str]) -> str:
    """The part of the text around the first place of what is wanted, with marks; without e-mail addresses."""
    spans = _spans(fold(text), patterns)
    begin = max(0, spans[0][0] - BEFORE) if spans else 0
    if begin:
        space = text.find(" ", begin, begin + 30)
        begin = space + 1 if space >= 0 else begin
    end = begin + LONGEST
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space >= 0 else end
    # Wider than what is shown: an address cut in two would not be known for one.
    around = strip_emails(text[begin:end]) if "@" not in text else _cut(text, begin, end)
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return f"{before}{marked(around.strip(), patterns, marks)}{after}"


def _cut(text: str, begin: int, end: int) -> str:
    """The part without the addresses that are in it or reach into it."""
    while begin and not text[begin - 1].isspace() and begin > end - LONGEST - 100:
        begin -= 1
    while end < len(text) and not text[end].isspace() and end < begin + 2 * LONGEST:
        end += 1
    return strip_emails(text[begin:end])


def _spans(folded: str, patterns: Sequence[re.Pattern]) -> list[tuple[int, int]]:
    """Where what is wanted is, in order, none inside another."""
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(folded))
    spans: list[tuple[int, int]] = []
    for here, there in found:
        if here < there and (not spans or here >= spans[-1][1]):
            spans.append((here, there))
    return spans
