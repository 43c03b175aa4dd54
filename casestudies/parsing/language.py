# SPDX-License-Identifier: GPL-3.0-or-later
"""Guesses the language of a case study, from its script, its headings and its commonest words."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": "the and of to with was for that our from",
    "fr": "le la les des et une pour dans avec est du",
    "de": "der die das und mit für von den wurde ist",
    "es": "el los las una con para por del que fue",
    "it": "il gli della dei con per una che sono nel",
    "pt": "os das uma com para não foi dos pelo ao",
    "ca": "els amb per una les dels va aquest més i",
    "nl": "het een van en met voor werd zijn op de",
    "sv": "och att det som för med av en är på",
    "pl": "w i z na do się oraz jest dla przez",
    "cs": "se na je že pro byl jsou které nebo jako",
    "tr": "ve bir bu için ile olarak da de çok daha",
    "id": "dan yang di untuk dengan dari ini pada adalah oleh",
}
_VOTES = {language: frozenset(words.split()) for language, words in _COMMON.items()}
# A text in one of these scripts is in this language, unless a letter tells another (below).
_SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"),
}
_TELLING = {
    "ar": [("fa", re.compile(r"[پچژگی]"))],
    "ru": [("uk", re.compile(r"[іїєґ]", re.IGNORECASE)), ("sr", re.compile(r"[ђћџљњ]", re.IGNORECASE))],
    "zh": [("ja", re.compile(r"[\u3040-\u30ff]"))],
}
_LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 10_000
FEWEST_WORDS = 20
FEWEST_LETTERS = 60  # of scripts that write words without blanks, or whose marks break them up


def guess_language(text: str, heading_languages: Iterable[str] = ()) -> str | None:
    """Return the language code, or None where the text is too short or two languages come close."""
    sample = text[:SAMPLE]
    if by_script := _by_script(sample):
        return by_script
    words = Counter(_WORD.findall(sample.casefold()))
    if words.total() < FEWEST_WORDS:
        return None
    # A heading counts for three words: the form's English headings stand over texts of any language.
    votes = Counter(
        {language: sum(words[word] for word in common & words.keys()) for language, common in _VOTES.items()}
    )
    votes.update(dict.fromkeys(heading_languages, 3))
    (best, most), (_, second) = votes.most_common(2)
    return best if most >= 5 and most > 1.3 * second else None


def _by_script(sample: str) -> str | None:
    letters = len(_LETTER.findall(sample))
    if letters < FEWEST_LETTERS:
        return None
    for language, script in _SCRIPTS.items():
        if len(script.findall(sample)) * 2 > letters:
            for other, telling in _TELLING.get(language, ()):
                # A name or a quotation may bring a letter or two of a neighbour.
                if len(telling.findall(sample)) * 50 > letters:
                    return other
            return language
    return None
