# SPDX-License-Identifier: GPL-3.0-or-later
"""PNG and JPEG: whole, of one kind, and nothing behind the picture.

Dots are never unpacked here: the files are handed out as they came and nothing of ours shows them, and what is
not unpacked cannot burst.
"""

import re
import struct

from django.core.files import File
from PIL import Image, PngImagePlugin

from agreements.uploads import refusals
from agreements.uploads.pieces import holds_a_page, is_archive_too, pieces

# An A3 page at 600 dots an inch has 70 million, and a reader's computer still opens it. Below the size that
# Pillow warns of, so that our word comes first.
MOST_DOTS = 80_000_000
_MOST_PARTS = 100_000
# Texts in a PNG are packed; Pillow would unpack 64 MB of them.
PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024
# A frame's head, which holds the measures; C4, C8 and CC lie among them and are something else.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# Markers without a length of their own: temporary and restart.
_BARE = {0x01, *range(0xD0, 0xD8)}
# In the coded dots FF is followed by 00, or is a restart; anything else is the next marker.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7]")


class _Unsound(Exception):
    """The parts of the picture do not follow one another."""


def check(upload: File, extension: str) -> None:
    """Raises DocumentRefused unless the upload is one sound picture."""
    kind, walk = ("PNG", _walk_png) if extension == ".png" else ("JPEG", _walk_jpeg)
    try:
        end, dots = walk(upload)
    except (_Unsound, struct.error) as error:
        raise refusals.broken() from error
    if dots > MOST_DOTS:
        raise refusals.too_many_dots()
    _verify(upload, kind)
    if end != upload.size or is_archive_too(upload) or any(map(holds_a_page, pieces(upload))):
        raise refusals.more_than_a_document()


def _verify(upload: File, kind: str) -> None:
    """Let Pillow read the heads, and in a PNG the checksum of every part. Raises DocumentRefused."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=[kind]) as picture:
            picture.verify()
    # Its readers of metadata raise all of these on hostile files.
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        struct.error,
        LookupError,
        TypeError,
        Warning,
        Image.DecompressionBombError,
    ) as error:
        raise refusals.broken() from error


def _walk_png(upload: File) -> tuple[int, int]:
    """Where the last part ends, and the number of dots. Raises _Unsound or struct.error."""
    upload.seek(8)
    dots = 0
    for number in range(_MOST_PARTS):
        length, kind = struct.unpack(">I4s", upload.read(8))
        end = upload.tell() + length + 4
        if not kind.isalpha() or (number == 0) != (kind == b"IHDR") or end > upload.size:
            raise _Unsound
        if kind == b"IHDR":
            width, height = struct.unpack(">II", upload.read(8))
            dots = width * height
        if kind == b"IEND":
            return end, dots
        upload.seek(end)
    raise _Unsound


def _walk_jpeg(upload: File) -> tuple[int, int]:
    """Where the end marker behind the picture ends, and the number of dots. Raises _Unsound or struct.error."""
    at, dots, has_scan = 2, 0, False
    for _part in range(_MOST_PARTS):
        upload.seek(at)
        filler, marker = struct.unpack(">BB", upload.read(2))
        if filler != 0xFF or marker == 0xD8:
            raise _Unsound
        if marker == 0xD9:
            if not has_scan:
                raise _Unsound
            return at + 2, dots
        if marker == 0xFF or marker in _BARE:  # bytes that fill up may stand before a marker
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack(">H", upload.read(2))
        if length < 2:
            raise _Unsound
        if marker in _FRAMES:
            _bits, height, width = struct.unpack(">BHH", upload.read(5))
            dots = max(dots, width * height)
        at += 2 + length
        if marker == 0xDA:
            has_scan = True
            at = _behind_scan(upload, at)
    raise _Unsound


def _behind_scan(upload: File, at: int) -> int:
    """Where the next marker stands behind coded dots. Raises _Unsound."""
    upload.seek(at)
    while read := upload.read(65_536):
        if found := _NEXT_MARKER.search(read):
            return at + found.start()
        # An FF at the end is looked at again with what follows it.
        step = len(read) - read.endswith(b"\xff") if len(read) > 1 else len(read)
        at += step
        upload.seek(at)
    raise _Unsound
