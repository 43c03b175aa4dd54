# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a document, part by part: PDF by pypdf, DOCX and ODT from their XML, plain text as it is.

Somebody else wrote these files, so they are read by `serve` in a process of its own, which has little memory, little
time, no secrets in its environment and no database. It knows no Django.
"""

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError, XMLParser

from pypdf import PdfReader
from pypdf.errors import PyPdfError

LARGEST = 25 * 1024 * 1024
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 45
MOST_PAGES = 2_000
MOST_TEXT = 5_000_000  # letters
_LARGEST_XML = 50 * 1024 * 1024
_SLICE = 64 * 1024
# What parts are called: `["page", 3]`, `["paragraph", 12]`, `["header", 0]`.
_DOCX_PARTS = (
    ("word/document", "paragraph"), ("word/header", "header"), ("word/footer", "header"),
    ("word/footnotes", "notes"), ("word/endnotes", "notes"), ("word/comments", "comments"),
    ("docProps/", "properties"), ("word/_rels", "links"),
)  # fmt: skip
_ODT_PARTS = (("content.xml", "paragraph"), ("styles.xml", "header"), ("meta.xml", "properties"))
# Attributes in which people are named or written to.
_TELLING = {"author", "initials", "creator", "Target", "href", "descr", "title"}
_ENDS = {"p", "h", "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "Relationship"}
_GAPS = {"tab", "br", "cr", "s", "line-break"}
_WORDS_OF_DOCX = {"t", "delText", "instrText"}


class Unreadable(Exception):
    """Nothing can be read of it; the argument says why, in a word of ours."""


def parts_of(data: bytes, extension: str) -> Iterator[tuple[str, int, str | None]]:
    """(what, number, its words) of each part; None for words that stand there and cannot be read.

    Raises Unreadable.
    """
    if extension == ".pdf":
        yield from _of_pdf(data)
    elif extension in (".docx", ".odt"):
        yield from _of_archive(data, extension)
    elif extension in (".txt", ".md", ".csv"):
        yield "paragraph", 0, data.decode("utf-8", "replace")
    elif extension in (".png", ".jpg", ".jpeg"):
        raise Unreadable("picture")
    else:
        raise Unreadable("kind")


def _of_pdf(data: bytes) -> Iterator[tuple[str, int, str | None]]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("locked")
        yield "properties", 0, _about(reader)
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("long")
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text() or ""
            is_blank = not text.strip() and _draws(page)
            yield "page", number, None if is_blank else text
            if said := _beside(page):
                yield "page", number, said
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Unreadable("broken") from error


def _about(reader: PdfReader) -> str:
    """What the file says of itself: title, who wrote it, by its two ways to say so."""
    said = [str(value) for value in (reader.metadata or {}).values()]
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        said.append(packet.get_object().get_data().decode("utf-8", "replace"))
    return "\n".join(said)


def _draws(page) -> bool:
    """Whether there is anything on a page without words: a scan, most likely."""
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _beside(page) -> str:
    """Notes and filled-in fields, which stand beside the page's own words; with the addresses it links to."""
    said = []
    for reference in page.get("/Annots", None) or ():
        note = reference.get_object()
        said += [str(note[key]) for key in ("/Contents", "/T", "/V") if key in note]
        action = note.get("/A")
        if action is not None and "/URI" in action.get_object():
            said.append(str(action.get_object()["/URI"]))
    return "\n".join(said)


def _of_archive(data: bytes, extension: str) -> Iterator[tuple[str, int, str | None]]:
    known = _DOCX_PARTS if extension == ".docx" else _ODT_PARTS
    left = _LARGEST_XML
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                what = next((part for start, part in known if member.filename.startswith(start)), "")
                if not what or PurePosixPath(member.filename).suffix not in (".xml", ".rels"):
                    continue
                left -= member.file_size
                if left < 0:
                    raise Unreadable("long")
                yield what, 0, _of_xml(archive, member, only=_only(extension, what))
    except Unreadable:
        raise
    except (
        zipfile.BadZipFile,
        ParseError,
        ValueError,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise Unreadable("broken") from error


def _only(extension: str, what: str) -> set[str]:
    """In DOCX words stand in few elements; what lies between them is no blank in the text."""
    return _WORDS_OF_DOCX if extension == ".docx" and what not in ("properties", "links") else set()


def _of_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, only: set[str]) -> str:
    words = _Words(only)
    # Read in a process that has little memory and time; expat itself ends what multiplies, and fetches nothing.
    parser = XMLParser(target=words)  # noqa: S314
    with archive.open(member) as file:
        while piece := file.read(_SLICE):
            parser.feed(piece)
    return parser.close()


class _Words:
    """Collects what a reader of the document reads, one line a paragraph, as the XML goes by."""

    def __init__(self, only: set[str]):
        self._only, self._inside, self._said, self._beside = only, 0, [], []

    def start(self, tag, attributes):
        name = _local(tag)
        self._inside += name in self._only
        if name in _GAPS:
            self._said.append(" ")
        self._beside += [value for key, value in attributes.items() if _local(key) in _TELLING]

    def end(self, tag):
        name = _local(tag)
        self._inside -= name in self._only
        if name in _ENDS:
            self._said.append("\n")

    def data(self, text):
        if self._inside or not self._only:
            self._said.append(text)

    def close(self):
        return "".join(self._said) + "\n" + "\n".join(self._beside)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def told(data: bytes, extension: str) -> dict:
    """`{"parts": [[what, number, words]…], "unread": [[what, number]…], "why": ""}`, never more than MOST_TEXT."""
    parts, unread, left, why = [], [], MOST_TEXT, ""
    try:
        for what, number, words in parts_of(data, extension):
            if words is None:
                unread.append([what, number])
                continue
            parts.append([what, number, words[:left]])
            left -= len(words)
            if left < 0:
                raise Unreadable("long")
    except Unreadable as reason:
        why = str(reason)
    except MemoryError:
        why = "large"
    return {"parts": parts, "unread": unread, "why": why or ("scan" if unread else "")}


def limit() -> None:
    """From now on this process has little memory and little time."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    """Read one document from standard input and say its words on standard output; argument: how its name ends."""
    limit()
    json.dump(told(sys.stdin.buffer.read(LARGEST + 1), sys.argv[1]), sys.stdout)
