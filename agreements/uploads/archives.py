# SPDX-License-Identifier: GPL-3.0-or-later
"""DOCX and ODT: zips whose members lie one behind the other, and hold text, pictures and fonts only.

First what the zip says of itself is read, which costs nothing; only a zip that is sound by its own word is then
unpacked, a slice at a time and never further than it said, to see whether it lied.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from django.core.files import File

from agreements.uploads import refusals
from agreements.uploads.contents import MemberCheck
from agreements.uploads.pieces import tail

MOST_MEMBERS = 1000
LARGEST_UNPACKED = 200 * 1024 * 1024
# The directory is read whole into memory; a thousand members need far less.
_LARGEST_DIRECTORY = 1024 * 1024
_SLICE = 64 * 1024
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_HAS_DESCRIPTOR = 0x8
# With its mark, two sizes of eight bytes and the checksum.
_LONGEST_DESCRIPTOR = 24
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_HEAD = struct.Struct("<4s5H3I2H")


def check(upload: File, extension: str) -> None:
    """Raises DocumentRefused unless the upload is one sound text document without macros."""
    members, directory = _declared(upload)
    if members > MOST_MEMBERS or directory > _LARGEST_DIRECTORY:
        raise refusals.holds_too_much()
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            _check_parts(upload, parts, directory)
            kept = MemberCheck(extension, parts)
            for part in parts:
                kept.look_at(part, _unpacked(archive, part))
            kept.finish()
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
        EOFError,
        OSError,
        LookupError,
        SyntaxError,  # of XML
    ) as error:
        raise refusals.broken() from error


def _declared(upload: File) -> tuple[int, int]:
    """Members and directory size as the zip's last record says. Raises DocumentRefused.

    Read before `zipfile`, which would load a directory of any size, believe ZIP64 records more, and overlook
    whatever stands before or behind the zip: there a second file would hide.
    """
    end = tail(upload, 42)
    if len(end) < 42 or end[20:24] != b"PK\x05\x06" or end[:4] == b"PK\x06\x07":
        raise refusals.broken()
    disk, first, here, members, directory, offset, comment = struct.unpack("<4H2IH", end[24:])
    if disk or first or here != members or not members or comment:
        raise refusals.broken()
    if offset + directory + 22 != upload.size:
        raise refusals.more_than_a_document()
    return members, directory


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_MEMBERS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refusals.holds_too_much()


def _check_parts(upload: File, parts: list[zipfile.ZipInfo], directory: int) -> None:
    """Members fill the zip from its first byte to its directory: none overlap, nothing lies between them.

    Members that share their bytes are how a few kilobytes unpack to petabytes; bytes that no member owns are
    where another file goes along.
    """
    at = 0
    names = set()
    for part in sorted(parts, key=lambda part: part.header_offset):
        _check_name(part, names)
        if part.flag_bits & _ENCRYPTED:
            raise refusals.locked()
        if part.compress_type not in _PACKINGS:
            raise refusals.broken()
        slack = part.header_offset - at
        if at and not 0 <= slack <= _LONGEST_DESCRIPTOR or not at and slack:
            raise refusals.more_than_a_document()
        at = _end_of(upload, part)
    if not 0 <= upload.size - 22 - directory - at <= _LONGEST_DESCRIPTOR:
        raise refusals.more_than_a_document()


def _check_name(part: zipfile.ZipInfo, names: set[str]) -> None:
    """A plain relative path, once: two parts of one name show different readers different documents."""
    name = part.orig_filename
    pieces = name.rstrip("/").split("/")
    is_plain = name.isprintable() and "\\" not in name and ":" not in name
    if not is_plain or not all(pieces) or {".", ".."} & set(pieces) or name.casefold() in names:
        raise refusals.more_than_a_document()
    if stat.S_ISLNK(part.external_attr >> 16):
        raise refusals.more_than_a_document()
    names.add(name.casefold())


def _end_of(upload: File, part: zipfile.ZipInfo) -> int:
    """Where the member's packed bytes end; its own head must say what the directory says."""
    upload.seek(part.header_offset)
    head = upload.read(_HEAD.size)
    mark, _needs, flags, packing, _time, _day, _sum, packed, _size, name_length, extra = _HEAD.unpack(head)
    differs = (flags ^ part.flag_bits) & (_ENCRYPTED | _HAS_DESCRIPTOR)
    if mark != b"PK\x03\x04" or differs or packing != part.compress_type:
        raise refusals.broken()
    if not flags & _HAS_DESCRIPTOR and packed != part.compress_size:
        raise refusals.broken()
    name = upload.read(name_length).decode("utf-8" if flags & 0x800 else "cp437")
    if name != part.orig_filename:
        raise refusals.broken()
    return part.header_offset + _HEAD.size + name_length + extra + part.compress_size


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member in slices. `zipfile` stops at the size it declares and checks the sum of what came out."""
    with archive.open(part) as member:
        while piece := member.read(_SLICE):
            yield piece
