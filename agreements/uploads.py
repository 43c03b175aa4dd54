# SPDX-License-Identifier: GPL-3.0-or-later
"""Which documents are taken in: by size, extension, first bytes, and what a zip declares. Nothing is unpacked."""

import struct
import unicodedata
import uuid
import zipfile
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_MEMBERS = 1000
LARGEST_UNPACKED = 200 * MEGABYTE
# The directory of a zip is read whole into memory; a thousand members need far less.
_LARGEST_DIRECTORY = MEGABYTE
_LONGEST_NAME = 200

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}


class DocumentRefused(ValidationError):
    """Why a document is not taken, in the user's words."""


def checked(upload: File) -> File:
    """The upload with a random name and its own, cleaned, in `original_name`. Raises DocumentRefused."""
    name = clean_name(upload.name or "")
    extension = PurePosixPath(name).suffix.lower()
    if extension not in TYPES:
        raise DocumentRefused(_("Only PDF, DOCX, ODT, PNG and JPEG files are taken."), code="document-type")
    if upload.size > LARGEST:
        raise DocumentRefused(_("The file is larger than 20 MB."), code="document-size")
    upload.seek(0)
    if not upload.read(16).startswith(_BEGINNINGS[extension]):
        raise DocumentRefused(
            _("The file is not what its name says (%(extension)s)."),
            code="document-content",
            params={"extension": extension},
        )
    if extension in (".docx", ".odt"):
        _check_zip(upload, extension)
    upload.seek(0)
    upload.name, upload.original_name = f"{uuid.uuid4().hex}{extension}", name
    return upload


def clean_name(name: str) -> str:
    """A file's own name without folders, control and direction characters; at most 200 characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    name = "".join(" " if c.isspace() else c for c in name if unicodedata.category(c)[0] != "C")
    path = PurePosixPath(" ".join(name.split()).lstrip(".") or "document")
    return path.stem[: _LONGEST_NAME - len(path.suffix)] + path.suffix[:_LONGEST_NAME]


def content_type(name: str) -> str:
    """The media type of a stored document, by its extension."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def _check_zip(upload: File, extension: str) -> None:
    broken = DocumentRefused(_("The file is damaged: it cannot be read."), code="document-broken")
    too_much = DocumentRefused(
        _("The file holds too much: at most 1,000 parts and 200 MB unpacked."), code="document-unpacked"
    )
    members, directory = _declared(upload) or (0, 0)
    if not members:
        raise broken
    if members > MOST_MEMBERS or directory > _LARGEST_DIRECTORY:
        raise too_much
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise too_much
            is_true = _is_odt(archive) if extension == ".odt" else _is_docx(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise broken from error
    if not is_true:
        raise DocumentRefused(
            _("The file is no text document, or it carries macros."), code="document-content"
        )


def _declared(upload: File) -> tuple[int, int] | None:
    """Members and directory size as the zip's last record says; None without one, or for ZIP64.

    Read before `zipfile`, which would load a directory of any size.
    """
    upload.seek(max(0, upload.size - 65_557))
    tail = upload.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22 or tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        return None
    members, directory = struct.unpack_from("<HI", tail, at + 10)
    return members, directory


def _is_odt(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    if "mimetype" not in names or "content.xml" not in names:
        return False
    kind = archive.getinfo("mimetype")
    # Uncompressed by the format's own rule, so nothing is unpacked to read it.
    if kind.compress_type != zipfile.ZIP_STORED or kind.file_size > 100:
        return False
    has_macros = any(name.startswith("Basic/") for name in names)
    return archive.read(kind).strip() == TYPES[".odt"].encode() and not has_macros


def _is_docx(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return "[Content_Types].xml" in names and "word/document.xml" in names and not has_macros
