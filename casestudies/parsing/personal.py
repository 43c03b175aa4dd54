# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a text seems to name people or to say how they are reached: hints to ask about, never a verdict. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

EMAIL, PHONE, TITLED, KNOWN = "email", "phone", "titled", "known"
MOST_HINTS = 12
MOST_NAMES = 500
SHORTEST_NAME = 5
MOST_WORDS = 4

# Every repetition is bounded, so that a long run of letters or digits costs linear time.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?:@|\s?[(\[{]\s?(?:at|@)\s?[)\]}]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
    re.I,
)
_NUMBER = r"\d[\d\s()/.\u00a0-]{5,22}\d"
_PHONE = re.compile(
    rf"(?<![\w/=.+-])(?:\+|00)[1-9]{_NUMBER[2:]}"
    rf"|(?<!\w)(?:tel|tél|phone|telephone|téléphone|telefon|teléfono|telefone|telefono|telefoon|mobile|fax|هاتف|تلفون)"
    rf"(?:\.|:|\.:)?\s{{0,3}}(?P<number>[+(]?{_NUMBER})",
    re.I,
)
LEAST_DIGITS, MOST_DIGITS = 8, 15
# What stands before a person's name. Case counts: "dr" in the middle of a word or a sentence is no title.
_TITLES = (
    "Mr|Mrs|Ms|Mx|Dr|Drs|Prof|Professor|Frau|Herr|Herrn|Monsieur|Madame|Mme|Mlle|Señor|Señora|Sr|Sra|Srta|Dott\\.ssa|Dott"
    "|Dottor|Dottoressa|Signor|Signora|Sig\\.ra|Sig|Senhor|Senhora|Dhr|Mevr|Mevrouw|Meneer|Fru|Fröken"
    "|Пан|Пані|Г-н|Г-жа|г-н|г-жа"
    "|السيد|السيدة|الأستاذ|الأستاذة|الدكتور|الدكتورة|المهندس|المهندسة"
)
_TITLED = re.compile(rf"(?<![\w.])(?:{_TITLES})(?:\.\s{{0,2}}|\s{{1,2}})(?=\w)")
_WORD = re.compile(r"[^\W\d_][\w'’-]{0,40}\.?")
_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "del", "della", "da", "di", "dos", "du", "la", "le", "al", "el", "bin", "ibn", "abu", "y", "e"]
)  # fmt: skip
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class PersonalHint:
    """What in a text speaks of a person: `words` as they stand there, `kind` says why we think so."""

    kind: str
    words: str

    def __str__(self):
        return self.words


def personal_hints(text: str, names: Iterable[str] = ()) -> tuple[PersonalHint, ...]:
    """Find e-mail addresses, telephone numbers, names after a title, and any of `names`; each once, a dozen at most."""
    found = [PersonalHint(KNOWN, name) for name in _known(text, names)]
    found += [PersonalHint(TITLED, name) for name in _titled(text)]
    found += [PersonalHint(EMAIL, match[0].strip()) for match in _EMAIL.finditer(text)]
    found += [PersonalHint(PHONE, number) for number in _phones(text.translate(_DIGITS))]
    return tuple(dict.fromkeys(found))[:MOST_HINTS]


def _known(text: str, names: Iterable[str]) -> Iterable[str]:
    folded = " ".join(text.casefold().split())
    for name in list(names)[:MOST_NAMES]:
        words = " ".join(name.casefold().split())
        if len(words) < SHORTEST_NAME or words not in folded:
            continue
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", folded):
            yield name


def _titled(text: str) -> Iterable[str]:
    for match in _TITLED.finditer(text):
        if name := _name_at(text, match.end()):
            yield f"{match[0].strip()} {name}"


def _name_at(text: str, start: int) -> str:
    """The name that begins here: words with a capital, with particles between them. "" if there is none."""
    words: list[str] = []
    position = start
    while len(words) < MOST_WORDS and (match := _WORD.match(text, position)):
        word = match[0]
        is_particle = word in _PARTICLES and bool(words)
        if not (_is_capital(word) or is_particle):
            break
        words.append(word)
        position = match.end()
        is_initial = word.endswith(".") and len(word) == 2
        if (word.endswith(".") and not is_initial) or text[position : position + 1] != " ":
            break
        position += 1
    while words and words[-1] in _PARTICLES:
        words.pop()
    return " ".join(words).rstrip(".’'-").removesuffix("’s").removesuffix("'s")


def _is_capital(word: str) -> bool:
    """Whether a name may begin so; where a script knows no capitals, two words after the title are taken."""
    return word[0].isupper() or word[0].lower() == word[0].upper()


def _phones(text: str) -> Iterable[str]:
    for match in _PHONE.finditer(text):
        number = match["number"] or match[0]
        if LEAST_DIGITS <= sum(char.isdigit() for char in number) <= MOST_DIGITS:
            yield " ".join(number.split())
