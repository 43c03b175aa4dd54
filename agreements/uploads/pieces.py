# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading an upload in pieces, so that a large one costs no memory, and the marks that betray two files in one."""

import re
from collections.abc import Iterator

from django.core.files import File

PIECE = 256 * 1024
# Longer than anything that is looked for, so that nothing hides on a seam.
OVERLAP = 512
# A page or a program inside something else: such a file is two, and the other one is what somebody is after.
_PAGE = re.compile(rb"<script|<\?php|<html|<!doctype html|<iframe", re.IGNORECASE)
# The last record of a zip, empty disks and all. Archivers look for it within the last 64 KB.
_ARCHIVE_END = b"PK\x05\x06\x00\x00\x00\x00"
_ARCHIVE_REACH = 65_557


def pieces(file: File) -> Iterator[bytes]:
    """The file from its beginning, each piece with the end of the one before it in front."""
    file.seek(0)
    before = b""
    while read := file.read(PIECE):
        yield before + read
        before = (before + read)[-OVERLAP:]


def tail(file: File, length: int) -> bytes:
    """The last bytes of the file."""
    file.seek(max(0, file.size - length))
    return file.read(length)


def holds_a_page(data: bytes) -> bool:
    """Whether a web page or a script for a server stands in the bytes."""
    return bool(_PAGE.search(data))


def is_archive_too(file: File) -> bool:
    """Whether an archiver would open the file, whatever it begins with."""
    return _ARCHIVE_END in tail(file, _ARCHIVE_REACH)
