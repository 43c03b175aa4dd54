# SPDX-License-Identifier: GPL-3.0-or-later
"""Small sound files of each type that is taken, and the tools to spoil them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

ODT = "application/vnd.oasis.opendocument.text"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'


def pdf(extra=b"", *, catalog=b"", trailer=b"", end=b"%%EOF\n"):
    """A page without words; `extra` are more objects."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    body += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n" + extra
    end_of_objects = len(body)
    body += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 4 " + trailer + b" >>\n"
    return body + b"startxref\n%d\n" % end_of_objects + end


def stream(data, words=b"/Filter /FlateDecode", number=9):
    return b"%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        words,
        len(data),
        data,
    )


def packed_objects(data, words=b"/Filter /FlateDecode"):
    """A stream of objects, as modern PDFs have."""
    return stream(zlib.compress(data), b"/Type /ObjStm /N 1 /First 4 " + words)


def picture(kind, size=(8, 8), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


PDF, PNG, JPEG = pdf(), picture("PNG"), picture("JPEG")


def chunk(kind, data):
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(*chunks):
    """The PNG with parts before its dots."""
    at = PNG.index(b"IDAT") - 4
    return PNG[:at] + b"".join(chunks) + PNG[at:]


def jpeg_with(segment, marker=0xFE):
    """The JPEG with a segment, by default a comment, at its beginning."""
    return JPEG[:2] + struct.pack(">BBH", 0xFF, marker, len(segment) + 2) + segment + JPEG[2:]


def measuring(jpeg, side):
    """The JPEG whose frame says that it is so many dots wide and high."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", side, side) + jpeg[at + 4 :]


def zipped(parts, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(more=None):
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>"}
    return zipped(parts | (more or {}), zipfile.ZIP_DEFLATED)


def odt(more=None, kind=ODT):
    return zipped({"mimetype": kind, "content.xml": "<office:document-content/>"} | (more or {}))


def relations(kind, target):
    """The relations of a DOCX to one thing outside it."""
    place = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="a>b" Type="{place}/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{relation}</Relationships>"}


def lying(content, size):
    """The zip with its first directory entry declaring another unpacked size."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def flagged(content, flag):
    """The zip with a flag set on its first member, in both places."""
    at = content.index(b"PK\x01\x02")
    spoiled = bytearray(content)
    spoiled[6] |= flag
    spoiled[at + 8] |= flag
    return bytes(spoiled)


def overlapping():
    """Two members of one zip that share their bytes."""
    content = bytearray(docx({"word/a.xml": "<a/>", "word/b.xml": "<b/>"}))
    last = content.rindex(b"PK\x01\x02")
    before = content.rindex(b"PK\x01\x02", 0, last)
    content[last + 42 : last + 46] = content[before + 42 : before + 46]
    return bytes(content)


def wordy(count, length):
    """A sound DOCX whose directory is large by its members' comments."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(count):
            part = zipfile.ZipInfo(f"word/{number}.xml")
            part.comment = b"x" * length
            archive.writestr(part, "")
    return file.getvalue()


def twice(name):
    """A DOCX with two members of one name."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        part = zipfile.ZipInfo("word/document.xmI")
        archive.writestr(part, "<other/>")
    return file.getvalue().replace(b"word/document.xmI", name)


def linked():
    """A DOCX with a symbolic link as a member."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        part = zipfile.ZipInfo("word/passwords.xml")
        part.create_system, part.external_attr = 3, 0o120777 << 16
        archive.writestr(part, "/etc/passwd")
    return file.getvalue()


def zip64(content):
    """The same zip with the records of ZIP64 before its last one, which `zipfile` believes more."""
    end = content.rindex(b"PK\x05\x06")
    members, size, offset = struct.unpack_from("<HII", content, end + 10)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, members, members, size, offset)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    return content[:end] + record + locator + content[end:]


def bomb(size):
    """A DOCX with a member of so many spaces, packed to a thousandth."""
    return docx({"word/media.xml": b"<" + b" " * size})
