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
    "uk": "та в у на з що для від які було",
    "ru": "и в на с что для от как было это",
}
_VOTES = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_ARABIC, _CYRILLIC = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
SAMPLE = 10_000
FEWEST_WORDS = 20


def guess_language(text: str, heading_languages: Iterable[str] = ()) -> str | None:
    """Return the language code, or None where the text is too short or two languages come close."""
    sample = text[:SAMPLE]
    words = Counter(_WORD.findall(sample.casefold()))
    if words.total() < FEWEST_WORDS:
        return None
    letters = sum(len(word) * count for word, count in words.items())
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return "ar"
    if len(_CYRILLIC.findall(sample)) * 2 > letters:
        return "uk" if _UKRAINIAN.search(sample) else "ru"
    # A heading counts for three words: the form's English headings stand over texts of any language.
    votes = Counter(
        {language: sum(words[word] for word in common & words.keys()) for language, common in _VOTES.items()}
    )
    votes.update(dict.fromkeys(heading_languages, 3))
    (best, most), (_, second) = votes.most_common(2)
    return best if most >= 5 and most > 1.3 * second else None
