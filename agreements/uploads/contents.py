# SPDX-License-Identifier: GPL-3.0-or-later
"""What the members of a DOCX or ODT may be, and what their text must not do.

A list of what is let in, not of what is kept out: whoever wants to bring something along can always think of one
more place to put it.
"""

import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.etree import ElementTree

from agreements.uploads import refusals
from agreements.uploads.names import TYPES
from agreements.uploads.pieces import OVERLAP, holds_a_page

_PICTURES = {
    ".png",
    ".jpg",
    ".jpeg",
    ".jfif",
    ".gif",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
    ".wdp",
    ".svg",
}
_TEXTS = {".xml", ".rels", ".vml", ".rdf", ".svg"}
_FONTS = {".ttf", ".otf", ".odttf", ".fntdata"}
_KEPT = {
    ".docx": _PICTURES | _FONTS | {".xml", ".rels", ".vml"},
    ".odt": _PICTURES | _FONTS | {".xml", ".rdf", ".svm"},
}
# Members without an ending that belong to the format.
_ENDLESS = {
    ".docx": re.compile(r"$^"),
    ".odt": re.compile(r"mimetype|layout-cache|ObjectReplacements/[^/]+|Configurations2/.*"),
}
_SETTINGS_OF_PRINTERS = re.compile(r"word/printerSettings/printerSettings\d+\.bin", re.IGNORECASE)
# Folders that hold macros, controls, embedded files and their kin.
_ACTIVE_PLACES = re.compile(
    r"basic/|scripts/|dialogs/|database/|word/embeddings/|word/activex/|customui/|.*vba", re.IGNORECASE
)
# And what asks for a definition from elsewhere; pictures name that of the W3C, which nobody fetches.
_ENTITY = re.compile(
    rb"<!ENTITY|<!DOCTYPE[^>\[]{0,300}?(?:SYSTEM|PUBLIC)[^>\[]{0,300}?[\"'](?:[a-z]{1,20}:)?//(?!www\.w3\.org/)",
    re.IGNORECASE,
)
# What text in a document can do by itself: fetch data from other programs, run macros, draw in programs.
_ACTIVE_TEXT = re.compile(
    rb"\bDDEAUTO\b|<w:instrText[^>]{0,200}>\s*DDE\b|w:instr=\"\s*DDE\b"
    rb"|macroEnabled|vbaProject|activeX"
    rb"|vnd\.sun\.star\.script:|<script:event-listener|<draw:applet|<draw:plugin|<draw:floating-frame"
    rb"|<text:dde-connection|<office:dde-source|<w:altChunk"
)
# The template on the writer's own disk, which offices' documents name.
_OWN_TEMPLATE = re.compile(r"file:///[A-Za-z]:", re.IGNORECASE)
# How programs, archives, and documents that hold others begin; none of them is a picture.
_NO_PICTURE = (
    b"MZ",
    b"PK\x03\x04",
    b"\x7fELF",
    b"#!",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\xca\xfe\xba\xbe",
)
_LARGEST_RELATIONS = 1024 * 1024
_MAIN_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class MemberCheck:
    """Looks at each member as it is unpacked; `finish` asks whether the document was whole."""

    def __init__(self, extension: str, parts: list[zipfile.ZipInfo]):
        self.extension = extension
        self.names = [part.filename for part in parts]
        self.has_main_part = extension == ".odt"
        needed = {".docx": ("[Content_Types].xml", "word/document.xml"), ".odt": ("mimetype", "content.xml")}
        if not set(needed[extension]) <= set(self.names):
            raise refusals.not_what_it_says(extension)
        if extension == ".odt":
            # First and unpacked by the format's own rule; elsewhere only a forgery has it.
            first = min(parts, key=lambda part: part.header_offset)
            if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
                raise refusals.not_what_it_says(extension)

    def look_at(self, part: zipfile.ZipInfo, slices: Iterable[bytes]) -> None:
        """Unpack the member slice by slice. Raises DocumentRefused."""
        name = part.filename
        ending = PurePosixPath(name).suffix.lower()
        self._check_place(part, ending)
        is_text = ending in _TEXTS and not name.endswith("/")
        before, whole, is_first = b"", [], True
        for piece in slices:
            if is_first and ending in _PICTURES and piece.startswith(_NO_PICTURE):
                raise refusals.more_than_a_document()
            if is_text:
                _check_text(before + piece, is_first)
                before = (before + piece)[-OVERLAP:]
            is_first = False
            if self._is_read_whole(name):
                whole.append(piece)
        if self._is_read_whole(name):
            self._check_whole(part, b"".join(whole))

    def finish(self) -> None:
        """Raises DocumentRefused when the types in the document name no text as its main part."""
        if not self.has_main_part:
            raise refusals.not_what_it_says(self.extension)

    def _check_place(self, part: zipfile.ZipInfo, ending: str) -> None:
        name = part.filename
        if _ACTIVE_PLACES.match(name):
            raise refusals.more_than_a_document()
        if name.endswith("/"):
            return
        is_kept = ending in _KEPT[self.extension] or (
            not ending and _ENDLESS[self.extension].fullmatch(name) is not None
        )
        if not is_kept and not _SETTINGS_OF_PRINTERS.fullmatch(name):
            raise refusals.more_than_a_document()
        if self._is_read_whole(name) and part.file_size > _LARGEST_RELATIONS:
            raise refusals.holds_too_much()

    def _is_read_whole(self, name: str) -> bool:
        """The few small members whose words belong together."""
        return name in ("mimetype", "[Content_Types].xml", "META-INF/manifest.xml") or name.endswith(".rels")

    def _check_whole(self, part: zipfile.ZipInfo, data: bytes) -> None:
        name = part.filename
        if name == "mimetype" and data.strip() != TYPES[".odt"].encode():
            raise refusals.not_what_it_says(self.extension)
        if name == "META-INF/manifest.xml" and b"encryption-data" in data:
            raise refusals.locked()
        if name == "[Content_Types].xml":
            self.has_main_part = self.extension != ".docx" or _MAIN_PART in data
        # No entity got as far as here: _check_text saw every piece of it.
        if name.endswith(".rels") and any(map(_leads_astray, ElementTree.fromstring(data).iter())):  # noqa: S314
            raise refusals.more_than_a_document()


def _check_text(data: bytes, is_first: bool) -> None:
    """Raises DocumentRefused for entities, which burst or fetch when read, and for text that does something."""
    # Office programs write UTF-8; in another encoding none of the words below would be found.
    if is_first and data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"<", b""):
        raise refusals.more_than_a_document()
    if _ENTITY.search(data) or _ACTIVE_TEXT.search(data) or holds_a_page(data):
        raise refusals.more_than_a_document()


def _leads_astray(relation: ElementTree.Element) -> bool:
    """Whether a relation makes the reader's program fetch something when the document is merely opened."""
    words = {name.lower(): value for name, value in relation.attrib.items()}
    if words.get("targetmode", "").lower() != "external":
        return False
    kind, target = words.get("type", "").rpartition("/")[2], words.get("target", "")
    return kind != "hyperlink" and not (kind == "attachedTemplate" and _OWN_TEMPLATE.match(target))
