# SPDX-License-Identifier: GPL-3.0-or-later
"""Translation pages of the wiki: whose they are, in which language, and how much of them is translated."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casestudies.parsing.sections import ParsedSection
from casestudies.parsing.study import parse
from casestudies.parsing.titles import is_case_study
from outreach.parsing.wikitext import hide_unread

_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,12}){0,3}")
# What nobody translated yet, the wiki shows in the source's language, in a box that says so.
_BOX = re.compile(r"<(div|span)\b([^<>]{0,300})>|</(div|span)>", re.IGNORECASE)
_LANGUAGE = re.compile(r"""\blang\s?=\s?["']?([\w-]{2,35})""", re.IGNORECASE)
_UNTRANSLATED = re.compile(r"\bmw-content-(?:ltr|rtl)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MARKUP = re.compile(r"<[^<>]{0,500}>|\{\{[^{}]{0,2000}\}\}|\[https?://\S{0,2000}|https?://\S{0,2000}")


@dataclass(frozen=True, slots=True)
class ParsedTranslation:
    """A translated case study; `share` is how much of its letters are not in the source's language, 0 to 1."""

    source_title: str
    language: str
    name: str
    lead: str
    sections: tuple[ParsedSection, ...]
    share: float


def is_translation(title: str) -> bool:
    """Tell whether a page that the wiki marks as a translation is one of a case study, by its title."""
    source, code = parted(title)
    return bool(code) and is_case_study(source)


def parted(title: str) -> tuple[str, str]:
    """Return the source's title and the language code at the end; the code is empty if there is none."""
    source, _slash, code = title.replace("_", " ").rpartition("/")
    return (source, code) if _CODE.fullmatch(code) else (title, "")


def parse_translation(title: str, text: str) -> ParsedTranslation:
    """Read a translation page. Raises Unparsable; takes time in proportion to the text."""
    source, language = parted(title)
    parsed = parse(source, text)
    return ParsedTranslation(
        source_title=source,
        language=language,
        name=parsed.name,
        lead=parse(source, _translated_only(text, language)).lead,
        sections=parsed.sections,
        share=share_translated(text, language),
    )


def share_translated(text: str, language: str) -> float:
    """Return the share of the letters that stand outside boxes in another language; 1 for a text without letters."""
    outside = inside = 0
    for part, is_untranslated in _parts(_without_markup(hide_unread(text, fill="")), language):
        letters = len(_LETTER.findall(part))
        inside += letters if is_untranslated else 0
        outside += 0 if is_untranslated else letters
    return round(outside / (outside + inside), 2) if outside + inside else 1.0


def _translated_only(text: str, language: str) -> str:
    return "".join(part for part, is_untranslated in _parts(text, language) if not is_untranslated)


def _parts(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Yield the text between the marks of boxes, and whether nobody translated it yet."""
    position = 0
    opened: list[bool] = []
    for match in _BOX.finditer(text):
        yield text[position : match.start()], any(opened[-1:])
        position = match.end()
        if match[3]:
            del opened[-1:]
        elif not match[2].endswith("/"):
            # A box inside an untranslated one is untranslated too.
            opened.append(any(opened[-1:]) or _is_untranslated(match[2], language))
    yield text[position:], any(opened[-1:])


def _is_untranslated(attributes: str, language: str) -> bool:
    said = _LANGUAGE.search(attributes)
    return bool(said and said[1].lower() != language and _UNTRANSLATED.search(attributes))


def _without_markup(text: str) -> str:
    """Without what is not read, but with the boxes."""
    return _MARKUP.sub(lambda match: match[0] if _BOX.fullmatch(match[0]) else " ", text)
