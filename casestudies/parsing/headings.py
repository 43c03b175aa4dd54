# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the outreach wiki's form, and which of them a heading speaks of."""

import re
import unicodedata

from casestudies.parsing.words import UNSPACED, WORDS

# Key → heading, exactly as the wiki's form for GLAM case studies has them.
FORM = {
    "summary": "Summary/Abstract",
    "context": "Context/Background",
    "goals": "Goals",
    "implementation": "Implementation/Steps",
    "outcomes": "Outcomes",
    "reflection": "Reflection and lessons learned",
    "resources": "Resources/Links/Additional Context",
}
OTHER = "other"

_FORM_KEYS = {heading.casefold(): key for key, heading in FORM.items()}
# "1. ", "2.3 ", "iv) ", "Step 2: ", "第一章 ", "٣- ", "(4) ".
_NUMBER = re.compile(
    r"^(?:\(?\d{1,3}[.):\uff0e\u3001-]|\d{1,3}(?:\.\d{1,3}){1,3}\.?|[ivx]{1,4}[.)]|\(\d{1,3}\)"
    r"|(?:part|section|teil|partie|parte) \d{1,2}[.:)]?"
    r"|\u7b2c?[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\u7ae0\u7bc0\u8282\u3001.])\s{0,5}"
)
LONGEST = 300


def fold(text: str) -> str:
    """Return the text in lower case without accents, as the words are written."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


def _pattern(language: str, words: str) -> re.Pattern[str]:
    # Where words are not parted by blanks, a word may begin anywhere.
    return re.compile(f"(?:{fold(words)})" if language in UNSPACED else rf"(?<!\w)(?:{fold(words)})")


_PATTERNS = {
    language: {key: _pattern(language, words) for key, words in keys.items()}
    for language, keys in WORDS.items()
}
# Most headings say nothing to us: one look instead of one for each language and section.
_ANY = {language: _pattern(language, "|".join(keys.values())) for language, keys in WORDS.items()}
_NOT_LATIN = frozenset(["ar", "fa", "he", "hi", "ja", "ru", "uk", "zh"])


def key_of(heading: str) -> tuple[str, str]:
    """Return the section key and the language a plain heading speaks; ("other", "") if it says nothing to us."""
    heading = heading[:LONGEST]
    if exact := _FORM_KEYS.get(heading.casefold()):
        return exact, "en"
    folded = _NUMBER.sub("", fold(heading))
    best: tuple[int, str, str] | None = None
    for language, patterns in _PATTERNS.items():
        if (folded.isascii() and language in _NOT_LATIN) or not _ANY[language].search(folded):
            continue
        for key, pattern in patterns.items():
            match = pattern.search(folded)
            if match and (best is None or (match.start(), -len(match[0])) < (best[0], -len(best[1]))):
                best = (match.start(), match[0], f"{key} {language}")
    if best is None:
        return OTHER, ""
    key, language = best[2].split()
    return key, language
