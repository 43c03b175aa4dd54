# SPDX-License-Identifier: GPL-3.0-or-later
"""The words a person is known by, and how they may stand in a text: one pattern for PostgreSQL and for Python.

Only what both engines understand alike is used: no `\\b` (in PostgreSQL a backspace), look-arounds instead.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

NAME, WIKI, MAIL, PHONE, WEB = "name", "wiki", "mail", "phone", "web"

# Between two parts of a name: blanks (for PostgreSQL those that do not break are none), the wiki's underscores, and
# what addresses and pages make of either.
_GAP = "(?:[\\s\u00a0\u2009\u202f_+]|%20|&nbsp;)+"
BETWEEN_DIGITS = "[\\s\u00a0\u2009\u202f().\\/-]*"
FEWEST_DIGITS = 7
# “A B” may be anything.
_FEWEST_LETTERS = 4
# A single word of fewer letters is as likely a word of the language as somebody's name.
_TELLING_LENGTH = 8
# From here on scripts that write words without blanks: a whole name is three signs.
_WITHOUT_BLANKS = "\u2e80"


@dataclass(frozen=True)
class Word:
    """One thing a person is known by. Of a web page one that is theirs, not their institution's front page."""

    text: str
    kind: str = NAME
    is_loose: bool = False  # looked for to be shown, not to be written over

    @property
    def is_certain(self) -> bool:
        """Whether text that holds it speaks of this person. “Art” alone may be a name, or art."""
        if self.kind in (MAIL, WEB):
            return True
        if self.kind == PHONE:
            return len(_digits(self.text)) >= FEWEST_DIGITS
        parts = self.text.split()
        if any(sign >= _WITHOUT_BLANKS for sign in self.text):
            return len(self.text) >= 3
        letters = sum(map(str.isalnum, self.text))
        if letters < _FEWEST_LETTERS:
            return False
        return len(parts) > 1 or letters >= _TELLING_LENGTH or any(map(str.isdigit, self.text))

    @property
    def pattern(self) -> str:
        """A regular expression, for use without regard to case; empty for what says too little."""
        if not any(map(str.isalnum, self.text)):  # “– –”, where a name is not known: it stands everywhere
            return ""
        if self.kind == PHONE:
            digits = BETWEEN_DIGITS.join(_digits(self.text))
            return rf"(?<!\d)\+?{digits}(?!\d)" if self.is_certain else ""
        forms = {unicodedata.normalize(form, self.text) for form in ("NFC", "NFD")}
        if self.kind == WEB:
            # The page itself, not those below it.
            pages = "|".join(re.escape(form.rstrip("/")) for form in sorted(forms))
            return rf"(?:{pages})/?(?![\w/])"
        if self.kind in (NAME, WIKI):
            ways = {_GAP.join(map(re.escape, _parts(form))) for form in forms}
            if self.kind == NAME:
                ways |= {way for form in forms for way in _turned(_parts(form))}
            ways |= {_GAP.join(quote(part) for part in form.split()) for form in forms if not form.isascii()}
            # Named as an account, a short word is a name after all.
            before = "" if self.is_certain or self.is_loose else r"(?:@|user:\s*)"
        else:
            ways = {re.escape(form) for form in forms} | {re.escape(quote(form, safe="")) for form in forms}
            before = ""
        return before + _bounded("|".join(sorted(ways, key=len, reverse=True)), self.text, bool(before))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\s_]+", name) if part]


def _turned(parts: list[str]) -> list[str]:
    """As lists have it: “Quicksilver, Zirconia”."""
    if len(parts) < 2 or "," in "".join(parts) or not _is_cased(parts[-1][0]):
        return []
    return [f"{re.escape(parts[-1])},{_GAP}{_GAP.join(map(re.escape, parts[:-1]))}"]


def _bounded(ways: str, text: str, begins: bool) -> str:
    """Not within a longer word, in scripts that part words by blanks and add nothing to their beginning."""
    head = "" if begins or not _is_cased(text[0]) else r"(?<!\w)"
    tail = r"(?!\w)" if _is_cased(text[-1]) else ""
    return f"{head}(?:{ways}){tail}"


def _is_cased(sign: str) -> bool:
    return sign.lower() != sign.upper() or sign.isdigit()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


class Wording:
    """All the words of one person."""

    def __init__(self, words: Iterable[Word]):
        known = {replace(each, text=each.text.strip()) for each in words if each.text and each.text.strip()}
        self.words = sorted(known, key=lambda each: (-len(each.text), each.text, each.kind))

    def __bool__(self):
        return bool(self.pattern)

    def doubtful(self) -> "Wording":
        """The single short words among them, wherever they stand: may be the person, may be a word."""
        doubtful = [each for each in self.words if each.kind in (NAME, WIKI) and not each.is_certain]
        return Wording(replace(each, is_loose=True) for each in doubtful)

    @cached_property
    def pattern(self) -> str:
        """What finds any of them."""
        return "|".join(filter(None, (word.pattern for word in self.words)))

    @cached_property
    def _found(self) -> re.Pattern:
        return re.compile(self.pattern, re.IGNORECASE)

    @property
    def quick_pattern(self) -> str:
        """What finds all of that and a little more, six times as fast in PostgreSQL: for a first look at many rows."""
        return re.sub(r"\(\?<?!\\[wd]\)", "", self.pattern)

    def stands_in(self, value) -> bool:
        """Whether one of the words is in the value: a text, or a list or a dict with texts."""
        if isinstance(value, str):
            return bool(self) and bool(self._found.search(value))
        if isinstance(value, list | tuple):
            return any(map(self.stands_in, value))
        if isinstance(value, dict):
            return any(self.stands_in(each) for pair in value.items() for each in pair)
        return False

    def is_all_of(self, value) -> bool:
        """Whether the value is one of the words and nothing else: somebody else's name, perhaps, who is called so too."""
        if not isinstance(value, str):
            return False
        return " ".join(value.split()).casefold() in {
            " ".join(word.text.split()).casefold() for word in self.words
        }

    def around(self, text: str, width: int = 60) -> str:
        """The first place in the text that names them, with what stands around it."""
        found = self._found.search(text) if self else None
        if not found:
            return ""
        start, end = max(0, found.start() - width), found.end() + width
        return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"

    def without(self, value, instead: str):
        """The value with `instead` wherever one of the words stood; lists and dicts from the inside."""
        if isinstance(value, str):
            return self._found.sub(lambda _found: instead, value)
        if isinstance(value, list | tuple):
            return [self.without(each, instead) for each in value]
        if isinstance(value, dict):
            return {self.without(key, instead): self.without(each, instead) for key, each in value.items()}
        return value
