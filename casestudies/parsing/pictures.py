# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads which file of Commons somebody means, however they write it."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import parse_qs, unquote, urlsplit

_NAMESPACE = re.compile(
    r"^:?(?:(?:commons|c)\s?:\s?)?(?:file|image|datei|bild|fichier|archivo|immagine|ficheiro|imagem|fitxer|bestand|plik"
    r"|fil|soubor|súbor|fájl|tiedosto|dosya|tập tin|berkas|файл|изображение|зображення|ملف|صورة|קובץ|پرونده|ファイル|画像"
    r"|文件|檔案|चित्र|파일)\s?:\s?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:https?:)?//", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_FORBIDDEN = re.compile(r"[#<>\[\]|{}:/\\\x00-\x1f\x7f\ufffd]")
_ENDING = re.compile(
    r"\.(?:jpe?g|png|svg|gif|tiff?|webp|pdf|djvu|web[ma]|og[gva]|opus|mp[34]|wav|flac|stl|xcf)$", re.I
)
_UPLOADED = re.compile(r"^/wikipedia/commons/(?:thumb/)?[0-9a-f]/[0-9a-f]{2}/([^/]+)(?:/[^/]*)?$")
LONGEST = 240  # bytes, as MediaWiki allows


class NotAFile(ValueError):
    """What was typed names no file."""


class OtherSite(ValueError):
    """What was typed is an address of another site; `args` is its host."""


def file_meant(typed: str, *, hosts: Collection[str]) -> str:
    """Return “Name.jpg” for a name, `File:…`, a link or an address of Commons, whose hosts are given.

    Raises NotAFile and OtherSite.
    """
    words = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", typed)).split())
    words = words.removeprefix("[[").removesuffix("]]").partition("|")[0].strip()
    if _SCHEME.match(words):
        words = _of_address(words, hosts)
    words = " ".join(words.replace("_", " ").split())
    name = _NAMESPACE.sub("", words, count=1).strip()
    if (
        not name
        or name.startswith(".")
        or _FORBIDDEN.search(name)
        or not _ENDING.search(name)
        or len(name.encode()) > LONGEST
    ):
        raise NotAFile(typed)
    # Not upper(): of "ß" that would be two letters, which no wiki writes.
    return name[0].upper() + name[1:] if len(name[0].upper()) == 1 else name


def _of_address(address: str, hosts: Collection[str]) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"https:{address}")
        there = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise NotAFile(address) from error
    if there == "upload.wikimedia.org":
        if found := _UPLOADED.match(unquote(parts.path, errors="replace")):
            return found[1]
        raise OtherSite(there)
    if not {there + port, there.replace(".m.", ".", 1) + port} & set(hosts):
        raise OtherSite(there)
    if title := parse_qs(parts.query).get("title"):
        return title[0]
    path = unquote(parts.path, errors="replace")
    for start in ("/wiki/Special:FilePath/", "/wiki/Special:Redirect/file/", "/wiki/"):
        if path.startswith(start):
            return path.removeprefix(start)
    raise NotAFile(address)
