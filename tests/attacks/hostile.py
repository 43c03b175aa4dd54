# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that mean harm: those that agreements are tried with, and more; and names that mean harm by themselves."""

import io
import zipfile

from tests.agreements import test_hostile_files as known
from tests.agreements.clamd import EICAR
from tests.agreements.files import JPEG, PDF, PNG, docx, odt, pdf, stream, zipped

XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
FAR = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE l [<!ENTITY l0 "ha">{_ENTITIES}]><l>&l9;</l>'
PAGE = b"<!doctype html><script>alert(1)</script>"
SHEET = {
    "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "xl/workbook.xml": "<workbook/>",
}


def nested(levels: int, wide: int) -> bytes:
    """A zip of zips of zips, as 42.zip is one."""
    content = zipped({"0.dll": b"\0" * 1_000_000}, zipfile.ZIP_DEFLATED)
    for _level in range(levels):
        content = zipped({f"lib {n}.zip": content for n in range(wide)}, zipfile.ZIP_DEFLATED)
    return content


def _almost(size: int) -> bytes:
    """Text that stays under what may be unpacked, packed to a thousandth."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("word/a.xml", "w", force_zip64=False) as member:
            for _megabyte in range(size):
                member.write(b"<w:p></w:p>\n" * 87_381)
    return file.getvalue()


# What is made when it is its turn holds much.
BOMBS = {
    "docx of zips in zips, five deep": ("a.docx", lambda: docx({"word/media/a.zip": nested(5, 16)})),
    "zips in zips by the name of a docx": ("a.docx", lambda: nested(5, 16)),
    "docx of 1,001 members with a text": (
        "a.docx",
        lambda: docx({f"word/{n}.xml": "<a/>" for n in range(999)}),
    ),
    "docx of 60,000 members": ("a.docx", lambda: docx({f"word/{n}.xml": "" for n in range(60_000)})),
    "docx that unpacks to 190 MB of text and a macro": ("a.docx", lambda: _almost(190) + b"vbaProject"),
    "odt of zips in zips": ("a.odt", lambda: odt({"Pictures/a.zip": nested(4, 16)})),
    "docx with a million laughs": ("a.docx", lambda: docx({"word/document.xml": LAUGHS})),
    **{
        label: file
        for label, file in known.HOSTILE.items()
        if "bomb" in label or "unpacks" in label or "million" in label
    },
}
MORE = {
    "docx that reads a file": ("a.docx", docx({"word/document.xml": XXE})),
    "docx that reads a file by its relations": ("a.docx", docx({"word/_rels/document.xml.rels": XXE})),
    "docx that asks for a definition": ("a.docx", docx({"word/styles.xml": FAR})),
    "docx with laughs in its types": ("a.docx", docx({"[Content_Types].xml": LAUGHS})),
    "docx with laughs in UTF-16": ("a.docx", docx({"word/document.xml": LAUGHS.encode("utf-16")})),
    "odt that reads a file": ("a.odt", odt({"content.xml": XXE})),
    "odt with laughs in its manifest": ("a.odt", odt({"META-INF/manifest.xml": LAUGHS})),
    "sheet": ("a.xlsx", zipped(SHEET)),
    "sheet that reads a file": ("a.xlsx", zipped(SHEET | {"xl/sharedStrings.xml": XXE})),
    "sheet as docx": ("a.docx", zipped(SHEET | {"xl/sharedStrings.xml": LAUGHS})),
    "sheet as odt": ("a.odt", zipped(SHEET)),
    "svg as jpeg": ("a.jpg", b"<?xml version='1.0'?><svg onload='alert(1)'/>"),
    "xml as pdf": ("a.pdf", XXE.encode()),
    "xml as docx": ("a.docx", LAUGHS.encode()),
    "page as docx": ("a.docx", PAGE),
    "page with a picture's beginning": ("a.jpg", b"\xff\xd8\xff" + PAGE),
    "page with a png's beginning": ("a.png", b"\x89PNG\r\n\x1a\n" + PAGE),
    "gif and a page as pdf": ("a.pdf", b"GIF89a/*" + PAGE + PDF),
    "picture and a pdf behind": ("a.jpg", JPEG + PDF),
    "png and a pdf behind": ("a.png", PNG + PDF),
    "pdf and a picture before": ("a.pdf", JPEG + PDF),
    "pdf with a script on a page": ("a.pdf", pdf(b"5 0 obj << /AA << /O << /S /JavaScript /JS (a) >> >> >> endobj\n")),
    "pdf with a program inside": ("a.pdf", pdf(stream(b"MZ\x90\0", b"/Type /EmbeddedFile /Subtype /exe"))),
    "shortcut": ("a.lnk", b"L\0\0\0"),
    "page of mail": ("a.mht", PAGE),
    "java": ("a.jar", zipped({"META-INF/MANIFEST.MF": "x"})),
    "script": ("a.js", b"alert(1)"),
    "shell": ("a.sh", b"#!/bin/sh\n"),
    "server's settings": (".htaccess", b"AddType text/html .pdf"),
    "page with a second ending": ("terms.pdf.html", PAGE),
    "page with blanks before its ending": ("terms.pdf" + " " * 180 + ".html", PAGE),
    "page by an ending of other letters": ("terms.pdf\u200b.html", PAGE),
}  # fmt: skip
HOSTILE = known.HOSTILE | MORE | BOMBS
# A sound PDF under each: it is taken, and its name harms nobody who downloads it, or it is refused.
NAMES = [
    "../../../etc/cron.d/terms.pdf",
    "..\\..\\windows\\terms.pdf",
    "/etc/passwd.pdf",
    "C:\\terms.pdf",
    "terms\0.html\0.pdf",
    "terms\r\nSet-Cookie: evil=1\r\n.pdf",
    "terms\nContent-Type: text/html\n\n<script>.pdf",
    "terms\u202efdp.exe.pdf",
    "\u2066terms\u2069.pdf",
    'terms"; filename="evil.html".pdf',
    "terms'; filename*=UTF-8''evil.html;.pdf",
    "terms;filename=evil.html.pdf",
    "\"><script>alert(1)</script>.pdf",
    "{{ 7*7 }}%s%n${x}.pdf",
    "terms.php.pdf",
    "terms.html.svg.pdf",
    "-rf.pdf",
    ".pdf",
    "..pdf",
    "CON.pdf",
    "=1+1.pdf",
    "x" * 5000 + ".pdf",
    "\u0645\u062a\u062d\u0641.pdf",
    "terms\u2028\u2029\u0085.pdf",
    "terms%0d%0aevil%2f..%2f.pdf",
    "terms\\..\\..\\.pdf",
]  # fmt: skip
INFECTED = pdf(b"% " + EICAR + b"\n")
