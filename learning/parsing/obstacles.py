# SPDX-License-Identifier: GPL-3.0-or-later
"""Obstacles that a text tells of, and what helped: precise before complete, for a person to confirm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casestudies.parsing.headings import fold
from learning.parsing import words
from learning.parsing.sentences import sentences
from outreach.parsing.wikitext import Unparsable

SHORTEST, LONGEST = 40, 600
MOST = 12
MOST_OF_A_THEME = 2
SURE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """One obstacle: its theme, the sentence that tells of it, the one that tells what helped, and where."""

    theme: str
    met: str
    helped: str
    section: str
    confidence: float


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{fold(alternatives.replace(chr(10), ''))})")


_TROUBLE, _REMEDY = _pattern(words.TROUBLE), _pattern(words.REMEDY)
_TOLD_UNDER = _pattern(words.TOLD_UNDER)
# Arabic joins "and", "for" and the article to a word.
_THEMES = {
    theme: re.compile(rf"(?:(?<!\w)|(?<=\bو)|(?<=\bال)|(?<=\bوال)|(?<=\bلل))(?:{fold(alternatives)})")
    for theme, alternatives in words.THEMES.items()
}


def obstacles_in(sections: Iterable[tuple[str, str, str]]) -> tuple[Found, ...]:
    """The obstacles in sections of (key, heading, wikitext), in the order of the text.

    Only what stands in a reflection or under a heading that promises obstacles is read, and only a sentence that
    both speaks of trouble and has a theme.
    """
    found: list[Found] = []
    for key, heading, text in sections:
        is_promised = bool(_TOLD_UNDER.search(fold(heading[:300])))
        if key == "reflection" or is_promised:
            found += _of_section(key, text, is_promised)
    kept: list[Found] = []
    for each in found:
        of_theme = [other for other in kept if other.theme == each.theme]
        if len(of_theme) < MOST_OF_A_THEME and all(each.met != other.met for other in kept):
            kept.append(each)
    return tuple(kept[:MOST])


def _of_section(key: str, text: str, is_promised: bool) -> list[Found]:
    try:
        told = list(sentences(text))
    except Unparsable:
        return []
    found = []
    for place, (paragraph, sentence) in enumerate(told):
        if not SHORTEST <= len(sentence) <= LONGEST or sentence.endswith(("?", "؟")):
            continue
        folded = fold(sentence)
        troubles = len(_TROUBLE.findall(folded))
        theme, weight = _theme_of(folded)
        if not troubles or not theme:
            continue
        helped = _help_after(told[place + 1 : place + 3], paragraph) or (
            sentence if _REMEDY.search(folded) else ""
        )
        confidence = (
            0.45 + 0.1 * min(troubles, 2) + 0.1 * min(weight, 2) + 0.1 * is_promised + 0.05 * bool(helped)
        )
        found.append(
            Found(theme, sentence, "" if helped == sentence else helped, key, round(min(confidence, 0.95), 2))
        )
    return [each for each in found if each.confidence >= SURE_ENOUGH]


def _theme_of(folded: str) -> tuple[str, int]:
    """The theme most of the sentence's words speak of, the first in the vocabulary among equals; and how many do."""
    counts = {theme: len(pattern.findall(folded)) for theme, pattern in _THEMES.items()}
    best = max(counts, key=lambda theme: counts[theme])
    return (best, counts[best]) if counts[best] else ("", 0)


def _help_after(following: list[tuple[int, str]], paragraph: int) -> str:
    """The sentence soon after, in the same paragraph, that says what was done about it."""
    for where, sentence in following:
        folded = fold(sentence)
        if (
            where == paragraph
            and len(sentence) <= LONGEST
            and _REMEDY.search(folded)
            and not _TROUBLE.search(folded)
        ):
            return sentence
    return ""
