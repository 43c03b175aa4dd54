# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of agreements: which are taken, how they are kept, who gets them and how."""

import io
import struct
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements import uploads
from partnerships.models import Mou
from tests.factories import MouFactory, PartnershipFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nponds"
PNG = b"\x89PNG\r\n\x1a\nponds"
JPEG = b"\xff\xd8\xff\xe0ponds"
ODT = "application/vnd.oasis.opendocument.text"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def desk(client, coordinator):
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


@pytest.fixture
def partnership(coordinator):
    return PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)


def zipped(parts, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(**parts):
    return zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"} | parts, zipfile.ZIP_DEFLATED)


def odt(kind=ODT, **parts):
    return zipped({"mimetype": kind, "content.xml": "<x/>"} | parts)


def lying(content, size):
    """The zip with its first directory entry declaring another unpacked size."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def wordy(count, length):
    """A sound DOCX whose directory is large by its members' comments."""
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(count):
            part = zipfile.ZipInfo(f"word/{number}")
            part.comment = b"x" * length
            archive.writestr(part, "")
    return file.getvalue()


def zip64(content):
    """The same zip with the records of ZIP64 before its last one, which `zipfile` believes more."""
    end = content.rindex(b"PK\x05\x06")
    members, size, offset = struct.unpack_from("<HII", content, end + 10)
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, members, members, size, offset)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    return content[:end] + record + locator + content[end:]


def send(desk, partnership, name, content):
    data = {
        "form_key": uuid.uuid4(),
        "kind": "letter",
        "title": "Pond letter",
        "document": SimpleUploadedFile(name, content),
    }
    return desk.post(f"/partnerships/{partnership.pk}/agreements/draft/", data)


@pytest.mark.parametrize(
    "name, content, media_type",
    [
        ("Pond.pdf", PDF, "application/pdf"),
        ("Pond.PNG", PNG, "image/png"),
        ("pond.jpg", JPEG, "image/jpeg"),
        ("pond.jpeg", JPEG, "image/jpeg"),
        ("pond.docx", docx(), uploads.TYPES[".docx"]),
        ("pond.docx", wordy(900, 20), uploads.TYPES[".docx"]),
        ("pond.odt", odt(), ODT),
        ("pond.odt", odt(**{f"Pictures/{n}": "" for n in range(998)}), ODT),
    ],
)
def test_a_document_is_kept_under_a_random_name_and_comes_back_as_it_was(
    desk, partnership, tmp_path, name, content, media_type
):
    assert send(desk, partnership, name, content).status_code == 302

    mou = Mou.objects.get()
    (kept,) = tmp_path.glob("mous/*")
    assert mou.document_name == name
    assert uuid.UUID(kept.stem)
    assert kept.suffix == f".{name.rpartition('.')[2].lower()}"
    answer = desk.get(f"/agreements/{mou.pk}/document/")
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name, content",
    [
        ("pond.svg", b"<svg/>"),
        ("pond.html", b"<html>"),
        ("pond.exe", b"MZ"),
        ("pond", PDF),
        ("pond.pdf.exe", PDF),
        ("pond\u202efdp.exe", PDF),
        ("pond.pdf", PNG),
        ("pond.pdf", b"<html>%PDF-"),
        ("pond.png", PDF),
        ("pond.jpg", PNG),
        ("pond.pdf", b""),
        ("pond.docx", PDF),
        ("pond.docx", b"PK\x03\x04 nonsense"),
        ("pond.docx", docx()[:-30]),
        ("pond.docx", odt()),
        ("pond.odt", docx()),
        ("pond.odt", odt("text/html")),
        ("pond.odt", odt(**{"Basic/Standard/Module1.xml": "x"})),
        ("pond.docx", docx(**{"word/vbaProject.bin": "x"})),
        ("pond.docx", docx(**{f"word/{n}": "" for n in range(999)})),
        ("pond.docx", lying(docx(), uploads.LARGEST_UNPACKED + 1)),
        ("pond.docx", wordy(900, 2000)),
        ("pond.docx", zip64(docx())),
    ],
)
def test_other_documents_are_refused_and_nothing_is_kept(desk, partnership, tmp_path, name, content):
    answer = send(desk, partnership, name, content)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["document"]
    assert not Mou.objects.exists()
    assert not list(tmp_path.glob("mous/*"))


@pytest.mark.parametrize("size, status", [(uploads.LARGEST, 302), (uploads.LARGEST + 1, 422)])
def test_twenty_megabytes_are_the_most(desk, partnership, size, status):
    assert send(desk, partnership, "pond.pdf", PDF + b"\0" * (size - len(PDF))).status_code == status


@pytest.mark.parametrize(
    "given, kept",
    [
        ("../../etc/pond.pdf", "pond.pdf"),
        ("C:\\Users\\Ada\\pond.pdf", "pond.pdf"),
        ("pond\r\nSet-Cookie: a=b.pdf", "pondSet-Cookie: a=b.pdf"),
        ("po\0nd\u202e\u200f.pdf", "pond.pdf"),
        ("..pdf", "pdf"),
        (".pdf", "pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("Étang  المرج.pdf", "Étang المرج.pdf"),
        ('a".pdf', 'a".pdf'),
        ("", "document"),
        ("x." + "y" * 500, "." + "y" * 199),
    ],
)
def test_names_are_cleaned(given, kept):
    assert uploads.clean_name(given) == kept


def test_a_name_in_any_script_survives_the_download(desk, partnership):
    mou = MouFactory(
        partnership=partnership, document=SimpleUploadedFile("x.pdf", PDF), document_name='Étang "المرج".pdf'
    )

    header = desk.get(f"/agreements/{mou.pk}/document/").headers["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''%C3%89tang%20%22")


@pytest.mark.parametrize(
    "role, status",
    [("affiliate_admin", 200), ("viewer", 200), ("wmf_staff", 403), ("stranger", 404), ("volunteer", 404)],
)
def test_the_document_is_for_its_affiliate(client, request, role, status, partnership):
    mou = MouFactory(
        partnership=partnership, document=SimpleUploadedFile("x.pdf", PDF), document_name="pond.pdf"
    )
    client.force_login(request.getfixturevalue(role))

    assert client.get(f"/agreements/{mou.pk}/document/").status_code == status
    if status != 404:
        page = client.get(f"/agreements/{mou.pk}/").content.decode()
        assert ("pond.pdf" in page) is (status == 200)


def test_no_document_or_a_lost_one_is_a_404(desk, partnership, tmp_path):
    without = MouFactory(partnership=partnership)
    lost = MouFactory(partnership=partnership, document=SimpleUploadedFile("x.pdf", PDF))
    next(tmp_path.glob("mous/*")).unlink()

    for mou in (without, lost):
        assert desk.get(f"/agreements/{mou.pk}/document/").status_code == 404


def test_a_correction_without_a_file_keeps_the_document(desk, partnership):
    send(desk, partnership, "pond.pdf", PDF)
    mou = Mou.objects.get()

    terms = {"version": 1, "kind": "letter", "title": "Lake letter"}
    desk.post(f"/agreements/{mou.pk}/correct/", terms)
    desk.post(
        f"/agreements/{mou.pk}/correct/", terms | {"version": 2, "document": SimpleUploadedFile("l.pdf", PDF)}
    )

    old, mou = mou, Mou.objects.get()
    assert (mou.version, mou.document_name, old.document_name) == (3, "l.pdf", "pond.pdf")
    assert mou.document.name != old.document.name
