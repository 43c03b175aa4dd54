# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what a case study was from its title, categories and text: kind, year, programmes, tools, media. Pure.

Rather nothing than something wrong: a page that says little stays without facts until a person says them. How it
ended is never guessed. Every text is gone through once, word by word.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casestudies.parsing import fact_words
from casestudies.parsing.headings import fold

EARLY = 250  # words in which a text says what it is about
LONGEST_READ = 200_000
LONGEST_PHRASE = 8
_END = "."
_TOKEN = re.compile(r"[^\W_]+|\.")
_ENDS = "!?。؟\n"
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_YEAR = re.compile(r"(?<![\d.,:/-])20[0-3]\d(?!\d|[:/.,]\d)(?P<signed>\s{0,2}\(UTC\))?")
_LAST_WORD = re.compile(r"([^\W\d_]{1,12})\s{1,2}\Z")
_OTHER_DIGITS = re.compile("[٠-٩۰-۹]")
# A year after one of these is still to come, or only the end of a stretch.
_UNTIL = frozenset(
    ["by", "until", "till", "before", "bis", "vor", "jusqu", "avant", "hasta", "antes", "entro", "fino", "ate", "tot", "voor", "innan", "حتى"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What a page seems to say, in the words of `casestudies.facts`; empty where it does not say it plainly."""

    kind: str = ""
    year: int | None = None
    programmes: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


def read_facts(
    title: str,
    *,
    headings: Iterable[str] = (),
    words: str = "",
    categories: Iterable[str] = (),
    wikitext: str = "",
) -> ReadFacts:
    """Read a page: `words` is its text without markup, `wikitext` the same with it, where links name tools."""
    named = [title, *(_bare(category) for category in categories)]
    shown = _tokens("\n".join(named))
    headed = _tokens("\n".join(headings))
    tokens = _tokens(words[:LONGEST_READ])
    said = list(_said(tokens))
    marked = _tokens(_links(wikitext[:LONGEST_READ]))
    spelled = set(_spelled(wikitext[:LONGEST_READ]))
    return ReadFacts(
        kind=_kind(shown, headed, said),
        year=_year(title, named[1:], words[:LONGEST_READ]),
        programmes=_programmes(shown + headed, said, spelled),
        tools=_tools(said, marked, shown, spelled),
        media=_media(said, tokens),
    )


# Words and phrases


def _tokens(text: str) -> list[str]:
    """The words in order, without case and accents, and "." where a sentence ends."""
    folded = text.casefold()
    for end in _ENDS:
        folded = folded.replace(end, _END)
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", folded)))
    found = _TOKEN.findall(folded)
    if _ARABIC.search(folded):
        return [_ARABIC_ARTICLE.sub("", token) if token >= "\u0600" else token for token in found]
    return found


Phrases = Mapping[str, list[tuple[tuple[str, ...], str, str]]]
START = 4  # so many letters find the phrases that may begin with a word


def _phrases(**vocabularies: Mapping[str, str]) -> Phrases:
    """{first letters: [(words, vocabulary, value)]}; words with a star may end as they like."""
    found = defaultdict(list)
    for vocabulary, values in vocabularies.items():
        for value, phrases in values.items():
            for phrase in phrases.split("|"):
                words = tuple(
                    token + "*" if piece.endswith("*") else token
                    for piece in phrase.split()
                    for token in _tokens(piece.removesuffix("*"))
                )
                found[words[0][:START]].append((words, vocabulary, value))
    return dict(found)


_PHRASES = _phrases(
    kind=fact_words.KINDS,
    titled_kind=fact_words.KINDS_IN_TITLES,
    programme=fact_words.PROGRAMMES,
    titled_programme=fact_words.PROGRAMMES_IN_TITLES,
    tool=fact_words.TOOLS,
    media=fact_words.MEDIA,
    opened={"": fact_words.OPENED},
    article={"articles": fact_words.ARTICLES},
    written={"": fact_words.WRITTEN},
)
Said = tuple[int, str, str]


def _said(tokens: list[str]) -> Iterator[Said]:
    """(place, vocabulary, value) of every phrase we know."""
    for place, token in enumerate(tokens):
        if (start := token[:START]) in _PHRASES:
            for words, vocabulary, value in _PHRASES[start]:
                if _fits(words[0], token) and (len(words) == 1 or _goes_on(words, tokens, place)):
                    yield place, vocabulary, value


def _fits(word: str, token: str) -> bool:
    return token == word or (word[-1] == "*" and token.startswith(word[:-1]))


def _goes_on(words: tuple[str, ...], tokens: list[str], place: int) -> bool:
    """Whether the rest of the phrase stands after its first word."""
    there = tokens[place : place + len(words)]
    return len(there) == len(words) and all(map(_fits, words, there))


def _values(said: Iterable[Said], *vocabularies: str) -> list[str]:
    return [value for _place, vocabulary, value in said if vocabulary in vocabularies]


def _in_order(found: Iterable[str], *orders: Mapping[str, str]) -> tuple[str, ...]:
    found = set(found)
    known = dict.fromkeys(value for order in orders for value in order)
    return tuple(value for value in known if value in found)


# What they say


def _kind(shown: list[str], headed: list[str], said: list[Said]) -> str:
    """From title and categories, else the headings, else what the text speaks of most."""
    for kinds in (
        set(_values(_said(shown), "kind", "titled_kind")),
        set(_values(_said(headed), "kind")),
    ):
        if kinds:
            # Two at once are no answer; "policy" and "upload" in a title leave it to a person.
            return kinds.pop() if len(kinds) == 1 else ""
    counted = Counter(_values(said, "kind")).most_common(2)
    if not counted:
        return ""
    is_early = counted[0][0] in _values((each for each in said if each[0] < EARLY), "kind")
    if len(counted) == 1:
        return counted[0][0] if is_early or counted[0][1] > 1 else ""
    return counted[0][0] if counted[0][1] > 2 * counted[1][1] else ""


def _programmes(shown: list[str], said: list[Said], spelled: set[str]) -> tuple[str, ...]:
    """Named in title, headings, categories or early in the text, or more than once."""
    found = set(_values(_said(shown), "programme", "titled_programme"))
    found |= set(_values((each for each in said if each[0] < EARLY), "programme"))
    found |= {value for value, number in Counter(_values(said, "programme")).items() if number > 1}
    return _in_order(
        [*found, *spelled],
        fact_words.PROGRAMMES,
        fact_words.PROGRAMMES_IN_TITLES,
        {"art-and-feminism": ""},
    )


def _tools(said: list[Said], marked: list[str], shown: list[str], spelled: set[str]) -> tuple[str, ...]:
    found = [*_values(said, "tool"), *_values(_said(marked), "tool"), *_values(_said(shown), "tool")]
    names = {value: "" for value, _mark, _pattern in fact_words.SPELLED if value != "art-and-feminism"}
    return _in_order([*found, *spelled], fact_words.TOOLS, names)


def _media(said: list[Said], tokens: list[str]) -> tuple[str, ...]:
    """What a sentence says was opened; and articles, where it says that they were written."""
    found: set[str] = set()
    ends = (place for place, token in enumerate(tokens) if token == _END)
    end, sentence = -1, []
    for each in [*said, (len(tokens) + 1, "", "")]:
        if each[0] > end:
            found |= _opened(sentence)
            sentence = []
            end = next((place for place in ends if place > each[0]), len(tokens))
        sentence.append(each)
    return _in_order(found, fact_words.MEDIA, {"articles": ""})


def _opened(sentence: list[Said]) -> set[str]:
    vocabularies = {vocabulary for _place, vocabulary, _value in sentence}
    found = set(_values(sentence, "media")) if "opened" in vocabularies else set()
    return found | (set(_values(sentence, "article")) if "written" in vocabularies else set())


_SPELLED = [(value, mark, re.compile(pattern)) for value, mark, pattern in fact_words.SPELLED]


def _spelled(wikitext: str) -> Iterator[str]:
    for value, mark, pattern in _SPELLED:
        if mark in wikitext and pattern.search(wikitext):
            yield value


_ADDRESS = re.compile(r"(?:https?:)?//[^\s\]|<>{}]{4,300}")


def _links(wikitext: str) -> str:
    """The web addresses of a text: tools are often linked and not named."""
    return "\n".join(_ADDRESS.findall(wikitext))


def _year(title: str, categories: list[str], words: str) -> int | None:
    """The one year in the title, else in the categories, else the one that the text names, or names by far most."""
    for place in (title, "\n".join(categories)):
        years = set(_years(place))
        if years:
            return years.pop() if len(years) == 1 else None
    counted = Counter(_years(words)).most_common(2)
    if not counted:
        return None
    (year, number), second = counted[0], counted[1][1] if len(counted) > 1 else 0
    return year if not second or (number >= 3 and number >= 2 * second) else None


def _years(text: str) -> Iterator[int]:
    if _OTHER_DIGITS.search(text):
        text = text.translate(_DIGITS)
    for match in _YEAR.finditer(text):
        before = _LAST_WORD.search(text[max(0, match.start() - 14) : match.start()])
        if match["signed"] or (before and fold(before[1]) in _UNTIL):
            continue
        if (year := int(match[0][:4])) > 2000:
            yield year


def _bare(category: str) -> str:
    return category.rpartition(":")[2].replace("_", " ")
