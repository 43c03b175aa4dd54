# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that somebody means harm with: none is taken, and what is taken never runs in anybody's browser."""

import time
import uuid
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements import uploads
from agreements.uploads import pdfs
from partnerships.models import Mou
from tests.agreements import files
from tests.agreements.files import JPEG, ODT, PDF, PNG, docx, jpeg_with, odt, pdf, png_with

pytestmark = pytest.mark.django_db
PAGE = b"<script>alert(1)</script>"
SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
DEEP = b"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>"
ENDED_BADLY = zlib.compress(b"1 0 " + SCRIPT)[:-4] + b"nope"

# Types that are not taken, by whatever name
TYPES = {
    "svg": ("a.svg", b"<svg onload='alert(1)'/>"),
    "html": ("a.html", PAGE),
    "xml": ("a.xml", DEEP),
    "program": ("a.exe", b"MZ\x90"),
    "gif": ("a.gif", b"GIF89a" + PAGE),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "rtf": ("a.rtf", b"{\\rtf1}"),
    "macro document by its own name": ("a.docm", docx()),
    "no ending": ("terms", PDF),
    "double ending": ("terms.pdf.exe", PDF),
    "double ending, other letters": ("terms.pdf.EXE", PDF),
    "ending after a dot": ("terms.pdf.", PDF),
    "ending after NUL": ("terms.exe\0.pdf.exe", PDF),
    "right-to-left override": ("terms\u202efdp.exe", PDF),
    "ending in other letters": ("terms.p\u0501f", PDF),
}
# One type under another's name
PRETENDERS = {
    "nothing at all": ("a.pdf", b""),
    "html as pdf": ("a.pdf", PAGE),
    "html before the pdf": ("a.pdf", PAGE + PDF),
    "space before the pdf": ("a.pdf", b"\n" + PDF),
    "png as pdf": ("a.pdf", PNG),
    "pdf as png": ("a.png", PDF),
    "gif as png": ("a.png", b"GIF89a" + PAGE),
    "svg as png": ("a.png", b"<svg/>"),
    "png as jpeg": ("a.jpg", PNG),
    "program as jpeg": ("a.jpeg", b"MZ\x90" + JPEG),
    "docx as odt": ("a.odt", docx()),
    "odt as docx": ("a.docx", odt()),
    "odt that is a presentation": ("a.odt", odt(kind=ODT.replace("text", "presentation"))),
    "jar as docx": ("a.docx", files.zipped({"META-INF/MANIFEST.MF": "x", "Main.class": "y"})),
    "declared as html": ("a.pdf", PDF, "text/html"),
    "declared as svg": ("a.png", PNG, "image/svg+xml"),
    "declared as pdf": ("a.png", PNG, "application/pdf"),
    "declared as script": ("a.docx", docx(), "application/javascript; charset=utf-8"),
}
# Files that do something or are two, but for those in INSTEAD
ACTIVE = {
    # Pictures that are more
    "png and a page behind": ("a.png", PNG + PAGE),
    "png and a zip behind": ("a.png", PNG + docx()),
    "png with php in its text": (
        "a.png",
        png_with(files.chunk(b"tEXt", b"Comment\0<?php system($_GET[0]);")),
    ),
    "png with a page in a part of its own": ("a.png", png_with(files.chunk(b"xxXx", PAGE))),
    "png with a zip inside": ("a.png", png_with(files.chunk(b"zzZz", docx()))),
    "png that is cut": ("a.png", PNG[:-12]),
    "png with a wrong checksum": ("a.png", PNG.replace(b"IDAT", b"IDAT\x00", 1)),
    "png without a head": ("a.png", PNG[:8] + files.chunk(b"IEND", b"")),
    "png that unpacks to 90,000 megabytes": (
        "a.png",
        PNG[:8] + files.chunk(b"IHDR", b"\0\0\xff\xff\0\0\xff\xff\x10\x06\0\0\0") + PNG[33:],
    ),
    "jpeg and a page behind": ("a.jpg", JPEG + PAGE),
    "jpeg and a zip behind": ("a.jpg", JPEG + docx()),
    "jpeg with php in its comment": ("a.jpg", jpeg_with(b"<?php eval($_POST[0]);")),
    "jpeg with a page in its exif": ("a.jpg", jpeg_with(b"Exif\0\0<HTML>", 0xE1)),
    "jpeg with a zip in its comment": ("a.jpg", jpeg_with(docx())),
    "jpeg that is cut": ("a.jpg", JPEG[:-2]),
    "jpeg of 4,000 million dots": ("a.jpg", files.measuring(JPEG, 0xFFFF)),
    "jpeg of nothing but ends": ("a.jpg", b"\xff\xd8\xff\xd9"),
    # PDFs that do something
    "pdf with a script on opening": ("a.pdf", pdf(catalog=b"/OpenAction " + SCRIPT)),
    "pdf with a script in disguise": (
        "a.pdf",
        pdf(catalog=b"/OpenAction << /S /J#61v#61Script /J#53 (app.x) >>"),
    ),
    "pdf with a script after a comment": (
        "a.pdf",
        pdf(b"4 0 obj << /S%x\n/JavaScript /JS%(\n(app.x) >> endobj\n"),
    ),
    "pdf with a named script": ("a.pdf", pdf(catalog=b"/Names << /JavaScript 7 0 R >>")),
    "pdf with a script in packed objects": ("a.pdf", pdf(files.packed_objects(b"4 0 " + SCRIPT))),
    "pdf with packed objects that lie about their type": (
        "a.pdf",
        pdf(files.stream(zlib.compress(b"4 0 " + SCRIPT), b"/Subtype /Image /Filter /FlateDecode")),
    ),
    "pdf with a packed script and a wrong checksum": ("a.pdf", pdf(files.stream(ENDED_BADLY))),
    "pdf with objects packed twice": (
        "a.pdf",
        pdf(files.packed_objects(b"00", b"/Filter [/ASCIIHexDecode /FlateDecode]")),
    ),
    "pdf with objects behind a predictor": (
        "a.pdf",
        pdf(files.packed_objects(b"00", b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>")),
    ),
    "pdf that starts a program": ("a.pdf", pdf(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>")),
    "pdf with a file inside": ("a.pdf", pdf(files.stream(b"MZ", b"/Type /EmbeddedFile"))),
    "pdf that opens a file of another's": (
        "a.pdf",
        pdf(catalog=b"/OpenAction << /S /GoToR /F (\\\\\\\\x\\\\y) >>"),
    ),
    "pdf that sends a form": ("a.pdf", pdf(catalog=b"/OpenAction << /S /SubmitForm /F (http://x) >>")),
    "pdf with a form of its own kind": ("a.pdf", pdf(catalog=b"/AcroForm << /XFA 7 0 R >>")),
    "pdf with a film": ("a.pdf", pdf(b"4 0 obj << /Subtype /RichMedia >> endobj\n")),
    "pdf behind a password": ("a.pdf", pdf(trailer=b"/Encrypt 5 0 R")),
    "pdf and a page behind": ("a.pdf", PDF + PAGE),
    "pdf and a zip behind": ("a.pdf", PDF + docx()),
    "pdf and a page inside": ("a.pdf", pdf(b"% <html><script>alert(1)</script>\n")),
    "pdf and a zip inside": ("a.pdf", pdf(files.stream(docx(), b""))),
    "pdf without an end": ("a.pdf", pdf(end=b"")),
    "pdf of no version": ("a.pdf", PDF.replace(b"1.7", b"9.9")),
    "pdf that is a header": ("a.pdf", b"%PDF-1.7\n"),
    "pdf bomb": ("a.pdf", lambda: pdf(files.stream(zlib.compress(b"\0" * (pdfs.LARGEST_UNPACKED + 1))))),
    # Documents that carry more
    "docx with macros": ("a.docx", docx({"word/vbaProject.bin": "x"})),
    "docx with macros elsewhere": ("a.docx", docx({"word/other.xml": "<x ContentType='vbaProject'/>"})),
    "macro document by another name": (
        "a.docx",
        docx({"[Content_Types].xml": "<Types t='application/vnd.ms-word.document.macroEnabled.main+xml'/>"}),
    ),
    "docx with an object": ("a.docx", docx({"word/embeddings/oleObject1.bin": "x"})),
    "docx with a control": ("a.docx", docx({"word/activeX/activeX1.xml": "<x/>"})),
    "docx with a program": ("a.docx", docx({"word/media/setup.exe": "MZ"})),
    "docx with a program as a picture": ("a.docx", docx({"word/media/image1.png": b"MZ\x90\0"})),
    "docx with a page": ("a.docx", docx({"word/afchunk.html": PAGE})),
    "docx with a template from afar": (
        "a.docx",
        docx(files.relations("attachedTemplate", "https://x.example/t.dotm")),
    ),
    "docx with a template on a share": (
        "a.docx",
        docx(files.relations("attachedTemplate", "file://x/t.dotm")),
    ),
    "docx with a picture from afar": ("a.docx", docx(files.relations("image", "https://x.example/seen.png"))),
    "docx that calls another program": (
        "a.docx",
        docx({"word/a.xml": "<w:instrText>DDEAUTO c:\\cmd</w:instrText>"}),
    ),
    "docx that asks for a definition": (
        "a.docx",
        docx({"word/styles.xml": '<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>'}),
    ),
    "docx with entities": ("a.docx", docx({"word/document.xml": DEEP})),
    "docx with entities in UTF-16": ("a.docx", docx({"word/document.xml": DEEP.decode().encode("utf-16")})),
    "docx with a way out": ("a.docx", docx({"../../etc/cron.d/x.xml": "<x/>"})),
    "docx with a way to the root": ("a.docx", docx({"/etc/passwd.xml": "<x/>"})),
    "docx with a way for Windows": ("a.docx", docx({"word\\..\\..\\x.xml": "<x/>", "C:/x.xml": "<x/>"})),
    "docx with a link": ("a.docx", files.linked()),
    "docx with two texts": ("a.docx", files.twice(b"word/document.xml")),
    "docx with two texts in other letters": ("a.docx", files.twice(b"word/DOCUMENT.xml")),
    "docx behind a password": ("a.docx", files.flagged(docx(), 1)),
    "docx behind something": ("a.docx", PAGE + docx()),
    "docx behind another zip": ("a.docx", files.zipped({"x.exe": "MZ"}) + docx()),
    "docx before something": ("a.docx", docx() + PAGE),
    "docx of members in one another": ("a.docx", files.overlapping()),
    "docx of ZIP64": ("a.docx", files.zip64(docx())),
    "docx that is cut": ("a.docx", docx()[:-30]),
    "docx of 1,001 members": ("a.docx", docx({f"word/{n}.xml": "" for n in range(999)})),
    "docx with a directory of megabytes": ("a.docx", files.wordy(900, 2000)),
    "docx that says it unpacks to more than 200 MB": ("a.docx", files.lying(docx(), 200 * 1024**2 + 1)),
    "docx bomb": ("a.docx", lambda: files.bomb(200 * 1024**2)),
    "docx bomb that lies": ("a.docx", files.lying(files.bomb(1024**2), 10)),
    "odt with macros": ("a.odt", odt({"Basic/Standard/Module1.xml": "<x/>"})),
    "odt with scripts": ("a.odt", odt({"Scripts/python/x.py": "import os"})),
    "odt that runs on opening": ("a.odt", odt({"content.xml": "<x xlink:href='vnd.sun.star.script:x'/>"})),
    "odt with a raw object": ("a.odt", odt({"Object 1": b"\xd0\xcf\x11\xe0"})),
    "odt behind a password": ("a.odt", odt({"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"})),
    "odt with entities": ("a.odt", odt({"content.xml": DEEP})),
    "odt with its type packed": ("a.odt", files.zipped({"mimetype": ODT, "content.xml": "<x/>"}, 8)),
    "odt with its type elsewhere": ("a.odt", files.zipped({"content.xml": "<x/>", "mimetype": ODT})),
}

INSTEAD = {
    "document-content": ["odt with its type packed", "odt with its type elsewhere", "docx behind something"],
    "document-broken": [
        "png that is cut",
        "png with a wrong checksum",
        "png without a head",
        "jpeg that is cut",
        "jpeg of nothing but ends",
        "pdf without an end",
        "pdf of no version",
        "pdf that is a header",
        "docx before something",
        "docx of ZIP64",
        "docx that is cut",
        "docx bomb that lies",
    ],
    "document-dots": ["png that unpacks to 90,000 megabytes", "jpeg of 4,000 million dots"],
    "document-locked": ["pdf behind a password", "docx behind a password", "odt behind a password"],
    "document-unpacked": [
        "pdf bomb",
        "docx of 1,001 members",
        "docx with a directory of megabytes",
        "docx that says it unpacks to more than 200 MB",
        "docx bomb",
    ],
}
CODES = (
    dict.fromkeys(TYPES, "document-type")
    | dict.fromkeys(PRETENDERS, "document-content")
    | dict.fromkeys(ACTIVE, "document-active")
    | {"nothing at all": "empty"}  # the form itself says so
    | {label: code for code, labels in INSTEAD.items() for label in labels}
)
HOSTILE = TYPES | PRETENDERS | ACTIVE

HARMLESS = {
    "pdf": ("a.pdf", PDF, "application/pdf"),
    "pdf whose second ending is for a server": ("terms.php.pdf", PDF, "application/pdf"),
    "pdf that says nothing": ("a.pdf", PDF, "application/octet-stream"),
    "docx": ("a.docx", docx(), uploads.TYPES[".docx"]),
    "odt": ("a.odt", odt(), ODT),
    "png": ("a.png", PNG, "image/png"),
    "jpeg": ("a.jpg", JPEG, "image/jpeg"),
}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def send(desk, partnership, name, content, declared=None):
    content = content() if callable(content) else content  # a bomb is made when it is its turn
    declared = declared or uploads.content_type(name)
    data = {
        "form_key": uuid.uuid4(),
        "kind": "letter",
        "title": "Pond letter",
        "document": SimpleUploadedFile(name, content, content_type=declared),
    }
    return desk.post(f"/partnerships/{partnership.pk}/agreements/draft/", data)


def test_there_are_at_least_sixty():
    assert len(HOSTILE) >= 60
    assert len(HOSTILE) == len(TYPES) + len(PRETENDERS) + len(ACTIVE) == len(CODES)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_file_is_refused_at_its_field_and_nothing_is_kept(desk, partnership, tmp_path, label):
    begun = time.monotonic()
    answer = send(desk, partnership, *HOSTILE[label])

    assert answer.status_code == 422
    errors = answer.context["form"].errors.as_data()
    assert {field: [each.code for each in said] for field, said in errors.items()} == {
        "document": [CODES[label]]
    }
    assert answer.context["form"]["title"].value() == "Pond letter"
    assert time.monotonic() - begun < 10
    assert not Mou.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("file", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_one_is_taken_and_only_ever_leaves_as_a_download(
    desk, client, partnership, tmp_path, file
):
    assert send(desk, partnership, *file).status_code == 302

    mou = Mou.objects.get()
    answer = desk.get(f"/agreements/{mou.pk}/document/")
    assert b"".join(answer.streaming_content) == file[1]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == uploads.content_type(file[0])
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert kept.stat().st_mode & 0o077 == 0
    for address in (
        f"/{mou.document.name}",
        f"/media-is-served-by-views/{mou.document.name}",
        mou.document.url,
    ):
        assert client.get(address).status_code == 404
    assert not Path(str(tmp_path)).is_relative_to(Path(__file__).parents[2] / "static")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("terms.php.pdf", "terms_php.pdf"),
        ("terms.HTML.js.pdf", "terms_HTML_js.pdf"),
        ("Terms v1.2 of 3.4.pdf", "Terms v1.2 of 3.4.pdf"),
        ("../../../etc/terms.pdf", "terms.pdf"),
        ("..\\..\\terms.pdf", "terms.pdf"),
        ("terms\r\nSet-Cookie: a=b.pdf", "termsSet-Cookie: a=b.pdf"),
        ("te\0rms\u202e\u2066.pdf", "terms.pdf"),
    ],
)
def test_a_name_is_cleaned_before_it_is_kept(desk, partnership, given, kept):
    assert uploads.clean_name(given) == kept


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(pdf(files.stream(zlib.compress(b"BT (Press/Movie) Tj ET"))), id="words of a page"),
        pytest.param(pdf(files.packed_objects(b"4 0 << /Type /Font >>")), id="packed objects"),
        pytest.param(pdf(catalog=b"/OpenAction [3 0 R /Fit] /AcroForm << /SigFlags 3 >>"), id="signed"),
        pytest.param(pdf(catalog=b"/A << /S /URI /URI (https://example.org) >>"), id="a link"),
        pytest.param(PDF + b"\r\n\0\0", id="space behind"),
    ],
)
def test_an_ordinary_pdf_is_not_suspected(desk, partnership, content):
    assert send(desk, partnership, "a.pdf", content).status_code == 302


@pytest.mark.parametrize(
    "more",
    [
        files.relations("hyperlink", "https://example.org"),
        files.relations("attachedTemplate", "file:///C:/Users/Ada/Letter.dotm"),
        {"word/media/image1.png": PNG, "word/printerSettings/printerSettings1.bin": "x"},
        {"word/media/a.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD" "http://www.w3.org/svg11.dtd"><svg/>'},
        {"docProps/thumbnail.jpeg": JPEG, "word/fonts/font1.odttf": "x", "customXml/item1.xml": "<x/>"},
    ],
)
def test_an_ordinary_docx_is_not_suspected(desk, partnership, more):
    assert send(desk, partnership, "a.docx", docx(more)).status_code == 302
