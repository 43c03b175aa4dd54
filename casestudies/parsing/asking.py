# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody asks for in a search box: words, “phrases”, `or`, and a minus before what is not wanted."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 200
MOST_TERMS = 24
# A beginning of one or two letters is the beginning of half of all words.
SHORTEST_BEGINNING = 3
# Scripts written without spaces; the twin of SPACELESS in migration 0012, whose index holds them in pairs.
SPACELESS = (
    "\u0e01-\u0e4e\u0e80-\u0ece\u0f40-\u0fbc\u1000-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007\u3040-\u30fa"
    "\u30fc-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f"
)
_RUN = re.compile(f"[{SPACELESS}]+")
_QUOTES = str.maketrans("“”„‟«»「」『』＂", '"' * 11)
_PART = re.compile(r'(-?)"([^"]*)"?|(\S+)')


class Manner(StrEnum):
    """How a term is looked for."""

    BEGINNING = "beginning"  # as the beginning of a word
    WORD = "word"  # as a whole word
    PHRASE = "phrase"  # as words one after the other
    PAIR = "pair"  # as two letters of a script without spaces
    LETTER = "letter"  # as one letter of such a script


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for."""

    text: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class Wish:
    """Terms of which all must be there, or (`is_unwanted`) may not all be there; `text` is how it was typed."""

    text: str
    terms: tuple[Term, ...]
    is_unwanted: bool = False


def wishes_in(typed: str) -> list[list[Wish]]:
    """What is typed, as groups of which all must hold; of the wishes of a group, one."""
    text = unicodedata.normalize("NFKC", typed.replace("\0", " "))[:LONGEST].translate(_QUOTES)
    groups: list[list[Wish]] = []
    number, is_either = 0, False
    for match in _PART.finditer(text):
        minus, phrase, word = match.groups()
        if word and word.lower() == "or":
            is_either = bool(groups)
            continue
        wish = _wish_for_phrase(phrase, minus) if word is None else _wish_for_word(word)
        number += len(wish.terms) if wish else 0
        if wish is None:
            continue
        if number > MOST_TERMS:
            break
        if is_either:
            groups[-1].append(wish)
        else:
            groups.append([wish])
        is_either = False
    return groups


def _wish_for_phrase(phrase: str, minus: str) -> Wish | None:
    phrase = " ".join(phrase.split())
    spaced = _RUN.sub(" ", phrase).split()
    terms = [Term(" ".join(spaced), Manner.PHRASE)] if any(map(str.isalnum, "".join(spaced))) else []
    return _wish(phrase, [*terms, *_pairs_in(phrase)], minus)


def _wish_for_word(word: str) -> Wish | None:
    minus = "-" if word.startswith("-") and len(word) > 1 else ""
    word = word[len(minus) :]
    terms = []
    for part in _RUN.sub(" ", word).split():
        if any(map(str.isalnum, part)):
            is_beginning = not minus and len(part) >= SHORTEST_BEGINNING
            terms.append(Term(part, Manner.BEGINNING if is_beginning else Manner.WORD))
    return _wish(word, [*terms, *_pairs_in(word)], minus)


def _pairs_in(text: str) -> list[Term]:
    """The letters of scripts without spaces as the index holds them: two and two."""
    terms = []
    for run in _RUN.findall(text):
        if len(run) == 1:
            terms.append(Term(run, Manner.LETTER))
        terms.extend(Term(run[at : at + 2], Manner.PAIR) for at in range(len(run) - 1))
    return terms


def _wish(text: str, terms: list[Term], minus: str) -> Wish | None:
    return Wish(text, tuple(dict.fromkeys(terms)), bool(minus)) if terms else None
