# SPDX-License-Identifier: GPL-3.0-or-later
"""The files a case study shows and the pages it links to, in linear time."""

import re

_FILE = r"(?:file|image|datei|fichier|archivo|immagine|ficheiro|imagem|fitxer|bestand|plik|fil|файл|изображение|зображення|ملف|صورة|קובץ|پرونده|ファイル|画像|文件|檔案|चित्र)"
_LINK = re.compile(r"\[\[\s{0,5}:?([^\[\]|#<>{}\n]{1,255})")
_FILE_TITLE = re.compile(rf"{_FILE}\s{{0,5}}:\s{{0,5}}(.{{1,240}})", re.IGNORECASE)
_GALLERY = re.compile(r"<gallery\b[^<>]{0,500}>", re.IGNORECASE)
_GALLERY_END = re.compile(r"</gallery>", re.IGNORECASE)
_GALLERY_LINE = re.compile(
    rf"\s{{0,5}}(?:{_FILE}\s?:)?\s{{0,5}}([^|\n\[\]<>{{}}#]{{1,230}}\.[a-z0-9]{{3,4}})\s{{0,5}}(?:\||$)", re.I
)
_ARGUMENT = re.compile(
    rf"=\s{{0,5}}(?:{_FILE}\s?:)?\s{{0,5}}([^|\n\[\]<>{{}}#=/]{{1,230}}\.(?:jpe?g|png|svg|gif|tiff?|webp))\s{{0,5}}(?:\||\}}|\n)",
    re.I,
)
_ADDRESS = re.compile(r"https?://[^\s\[\]<>\"{}|]{1,2000}", re.IGNORECASE)
_NO_LINKS = re.compile(
    r"(?:category|kategorie|catégorie|категорія|تصنيف|special|media)\s{0,5}:", re.IGNORECASE
)
_FILE_START = re.compile(rf"\[\[\s{{0,5}}{_FILE}\s{{0,5}}:", re.IGNORECASE)
_BRACKETS = re.compile(r"\[\[|\]\]")
MOST = 1000


def images_in(text: str) -> tuple[str, ...]:
    """Return the names of the files shown, without namespace, each once, in order."""
    linked = (_FILE_TITLE.match(title) for title in _LINK.findall(text))
    found = [match[1] for match in linked if match] + _gallery_files(text) + _ARGUMENT.findall(text)
    return _unique(_file_name(name) for name in found)


def wiki_links_in(text: str) -> tuple[str, ...]:
    """Return the titles of the wiki pages linked to, without files, categories and special pages."""
    titles = (" ".join(title.replace("_", " ").split()) for title in _LINK.findall(text))
    return _unique(title for title in titles if not _FILE_TITLE.match(title) and not _NO_LINKS.match(title))


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the web addresses named in the text."""
    return _unique(address.rstrip(".,;:!?)'") for address in _ADDRESS.findall(text))


def _gallery_files(text: str) -> list[str]:
    found, position = [], 0
    while opening := _GALLERY.search(text, position):
        closing = _GALLERY_END.search(text, opening.end())
        end = closing.start() if closing else len(text)
        for line in text[opening.end() : end].split("\n"):
            if match := _GALLERY_LINE.match(line):
                found.append(match[1])
        position = end
    return found


def _file_name(raw: str) -> str:
    name = " ".join(raw.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def _unique(values) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MOST]


def without_pictures(text: str) -> str:
    """Cut `[[File:…]]` out, links inside the caption included, which no regular expression can."""
    kept, position, depth, start = [], 0, 0, 0
    for match in _BRACKETS.finditer(text):
        if not depth:
            if match[0] == "[[" and _FILE_START.match(text, match.start()):
                depth, start = 1, match.start()
        elif match[0] == "[[":
            depth += 1
        else:
            depth -= 1
            if not depth:
                kept.append(text[position:start])
                position = match.end()
    return "".join([*kept, text[position:]])
