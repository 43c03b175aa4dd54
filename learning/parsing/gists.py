# SPDX-License-Identifier: GPL-3.0-or-later
"""What learning keeps of one case study: its lesson, what is filled, what it deals with, how much it opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casestudies.parsing.headings import FORM, fold
from casestudies.parsing.sections import ParsedSection, is_filled
from learning.parsing.obstacles import Found, obstacles_in
from learning.parsing.sentences import sentences
from learning.parsing.topics import topics_of
from outreach.parsing.wikitext import Unparsable

# Raised when reading changes, so that everything is read again.
VERSION = 1
LESSON_LENGTH = 500
LESSON_SENTENCES = 3
_WORKS = ("image", "photo", "picture", "file", "upload", "scan", "video", "document", "manuscript", "map", "object",
          "bild", "foto", "datei", "fichier", "imagen", "archivo", "immagin", "imagem", "afbeelding", "bestand", "fil",
          "zdjec", "plik", "изображен", "файл", "фото", "зображен", "світлин", "صورة", "صور", "ملف")  # fmt: skip
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """What was read; `works` is the largest number of images, files and the like that the text names, if any."""

    lesson: str
    filled: tuple[str, ...]
    topics: tuple[str, ...]
    works: int | None
    obstacles: tuple[Found, ...]


def read(sections: Sequence[tuple[str, str, str]], figures: Iterable[Mapping] = ()) -> Read:
    """Read sections of (key, heading, wikitext), and the figures that were read in them before."""
    whole = "\n".join(f"{heading}\n{text}" for _key, heading, text in sections)
    return Read(
        lesson=_lesson(sections),
        filled=tuple(
            key
            for key in FORM
            if any(key == each[0] and is_filled(ParsedSection(*each)) for each in sections)
        ),
        topics=topics_of(whole),
        works=_works(figures),
        obstacles=obstacles_in(sections),
    )


def _lesson(sections: Sequence[tuple[str, str, str]]) -> str:
    """The first sentences of the reflection."""
    said: list[str] = []
    for key, _heading, text in sections:
        if key != "reflection" or said:
            continue
        try:
            said = [each for _paragraph, each in sentences(text) if len(each) > 15 and not each.endswith("?")]
        except Unparsable:
            continue
    lesson = ""
    for sentence in said[:LESSON_SENTENCES]:
        longer = f"{lesson} {sentence}".strip()
        if len(longer) > LESSON_LENGTH:
            break
        lesson = longer
    return lesson or (said[0][: LESSON_LENGTH - 1] + "…" if said else "")


def _works(figures: Iterable[Mapping]) -> int | None:
    counted = [
        int(each["amount"])
        for each in figures
        if isinstance(each.get("amount"), int | float)
        and each.get("confidence", 0) >= _SURE
        and fold(str(each.get("what", ""))).startswith(_WORKS)
    ]
    return max(counted, default=None)
