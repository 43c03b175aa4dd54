# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF: whole, without password, and without scripts, commands or other files that lie in plain sight.

What a PDF does stands in names such as /JavaScript. They are looked for in the file as it is, and in every stream
that unpacks, since modern PDFs pack their objects. A stream is believed neither about its length nor about what it
is: an attacker writes both. The unpacked bytes are looked at and forgotten, a slice at a time, and the whole may
not grow beyond a budget, because a few kilobytes can unpack to gigabytes. This is no proof that a PDF is harmless:
that a stranger's file only ever leaves as a download, and the virus scanner, are the other walls.
"""

import re
import zlib
from collections.abc import Iterator

from django.core.files import File

from agreements.uploads import refusals
from agreements.uploads.pieces import OVERLAP, holds_a_page, is_archive_too, pieces, tail

LARGEST_UNPACKED = 200 * 1024 * 1024
# Input is counted too: streams that begin within one another would otherwise be read over and over.
LARGEST_READ = 100 * 1024 * 1024
MOST_STREAMS = 20_000
_SLICE = 16 * 1024
# Feeding a broken stream byte by byte costs so much more than reading it.
_PRICE_OF_BROKEN = 16
_LONGEST_DICTIONARY = 8 * 1024
_VERSION = re.compile(rb"%PDF-(1\.[0-7]|2\.0)[\x00\t\n\x0c\r %]")
_SPACE = b"\x00\t\n\x0c\r "
_SPACES = re.compile(rb"[\x00\t\n\x0c\r ]+")
_COMMENT = re.compile(rb"%[^\r\n]*")
# Names may be written with the numbers of their letters: /J#61vaScript.
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Quick to look for, and ten times so for the slash that all begin with; only where one stands the dearer look is taken.
_SUSPECT = re.compile(
    rb"/(?:JavaScript|EmbeddedFile|RichMedia|GoTo[ER]|SubmitForm|ImportData|Rendition|Launch"
    rb"|XFA|Movie|Sound|Screen|3D|FileAttachment|JS|Encrypt)"
)
# Looked for where runs of space are one space.
_ACTIVE = re.compile(
    # Whatever stands before them, these have no place in an agreement.
    rb"/(?:JavaScript|EmbeddedFiles?|RichMedia|GoToE|GoToR|SubmitForm|ImportData|Rendition|Launch)(?![A-Za-z0-9])"
    # These are words of pages too, so that they count only as the kind of an annotation.
    rb"|/(?:S|Subtype) ?/(?:Movie|Sound|Screen|3D|FileAttachment)(?![A-Za-z0-9])"
    rb"|/XFA ?(?:\[|\d+ \d+ R)"
    # A script by its own name, text or reference.
    rb"|/JS ?(?:\([\x20-\x7e]{4}|\(\xfe\xff|<[0-9A-Fa-f ]{4}|\d+ \d+ R)"
)
_LOCKED = re.compile(rb"/Encrypt ?(?:\d+ \d+ R|<<)")
_STREAM = re.compile(rb"(?<!end)stream(?:[ \t]*\r?\n|\r)")
# Objects packed in a stream: /First says where they begin. Only plain Flate is looked into.
_FIRST = re.compile(rb"/First(?![A-Za-z0-9])")
_PLAIN_FLATE = re.compile(rb"/Filter ?(?:/FlateDecode|\[ ?/FlateDecode ?\])(?![A-Za-z0-9])")
_HAS_FILTER = re.compile(rb"/Filter(?![A-Za-z0-9])")
_PREDICTED = re.compile(rb"/Predictor ?(?:[2-9]|1[0-9]|\d+ \d+ R)")


def check(upload: File, _extension: str) -> None:
    """Raises DocumentRefused unless the upload is one PDF that only shows itself."""
    upload.seek(0)
    if not _VERSION.match(upload.read(16)):
        raise refusals.broken()
    _check_end(upload)
    if is_archive_too(upload):
        raise refusals.more_than_a_document()
    starts = []
    for at, piece in _placed(upload):
        _check_names(piece)
        if holds_a_page(piece):
            raise refusals.more_than_a_document()
        starts += [at + found.end() for found in _STREAM.finditer(piece)]
        if len(starts) > 2 * MOST_STREAMS:
            raise refusals.holds_too_much()
    _check_streams(upload, sorted(set(starts)))


def _check_end(upload: File) -> None:
    """The end mark, and behind it nothing but space: a second file would begin there."""
    end = tail(upload, 2048).rstrip(_SPACE)
    if not end:  # two kilobytes of space: look further only in a file that is nothing else
        end = _stripped_end(upload)
    if b"startxref" not in end or b"%%EOF" not in end:
        raise refusals.broken()
    if not end.endswith(b"%%EOF"):
        raise refusals.more_than_a_document()


def _stripped_end(upload: File) -> bytes:
    at = upload.size
    while at > 0:
        at = max(0, at - _SLICE)
        upload.seek(at)
        if upload.read(_SLICE).rstrip(_SPACE):
            upload.seek(max(0, at - 2048))
            return upload.read(_SLICE + 2048).rstrip(_SPACE)
    return b""


def _placed(upload: File) -> Iterator[tuple[int, bytes]]:
    """The pieces of the file with the place of their first byte."""
    read = 0
    for piece in pieces(upload):
        at = max(0, read - OVERLAP)
        yield at, piece
        read = at + len(piece)


def _check_names(data: bytes) -> None:
    """Raises DocumentRefused when a name in the bytes stands for a password or for something that acts.

    Readers skip comments between words; but a % in a text begins none. So both readings are looked at.
    """
    if b"#" in data:
        data = _letters(data)
    if not _SUSPECT.search(data):
        return
    for reading in (data, _COMMENT.sub(b" ", data)):
        plain = _SPACES.sub(b" ", reading)
        if _LOCKED.search(plain):
            raise refusals.locked()
        if _ACTIVE.search(plain):
            raise refusals.more_than_a_document()


def _letters(data: bytes) -> bytes:
    """The bytes with numbers in names as the letters they stand for."""
    return _NUMBERED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _check_streams(upload: File, starts: list[int]) -> None:
    """Unpack what unpacks, within the budget. Raises DocumentRefused."""
    if len(starts) > MOST_STREAMS:
        raise refusals.holds_too_much()
    left_to_read, left_to_unpack = LARGEST_READ, LARGEST_UNPACKED
    for at in starts:
        _check_dictionary(upload, at)
        before = b""
        for taken, piece in _unpacked(upload, at):
            left_to_read -= taken
            left_to_unpack -= len(piece)
            if left_to_read < 0 or left_to_unpack < 0:
                raise refusals.holds_too_much()
            _check_names(before + piece)
            before = (before + piece)[-OVERLAP:]


def _check_dictionary(upload: File, at: int) -> None:
    """Packed objects that we could not look into are refused; nobody writes them but to hide something."""
    start = max(0, at - _LONGEST_DICTIONARY)
    upload.seek(start)
    words = _SPACES.sub(b" ", _letters(upload.read(at - start).rpartition(b"obj")[2]))
    if not _FIRST.search(words):
        return
    is_readable = _PLAIN_FLATE.search(words) or not _HAS_FILTER.search(words)
    if not is_readable or _PREDICTED.search(words):
        raise refusals.more_than_a_document()


def _unpacked(upload: File, at: int) -> Iterator[tuple[int, bytes]]:
    """What was read and what came out of it, slice by slice; nothing for a stream that is not packed so.

    The checksum at the end is not asked for: readers do not ask either, and a wrong one would hide the rest.
    """
    upload.seek(at)
    head = upload.read(2)
    if len(head) < 2 or head[0] & 15 != 8 or (head[0] * 256 + head[1]) % 31:
        return
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    while not unpack.eof and (read := upload.read(_SLICE)):
        yield len(read), b""
        sound = unpack.copy()
        try:
            data = read
            while data and not unpack.eof:
                yield 0, unpack.decompress(data, _SLICE)
                data = unpack.unconsumed_tail
        except zlib.error:
            yield len(read) * _PRICE_OF_BROKEN, _what_came(sound, read)
            return
    yield 0, unpack.flush()


def _what_came(unpack, data: bytes) -> bytes:
    """What came out of a broken stream before it broke: readers show that."""
    came = b""
    for number in range(len(data)):
        try:
            came += unpack.decompress(data[number : number + 1], _SLICE)
        except zlib.error:
            break
    return came
