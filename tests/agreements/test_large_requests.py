# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests larger than any form of ours: turned away in words, and without filling the memory."""

import base64
import time
from pathlib import Path

import pytest
from django.conf import settings

from partnerships.models import Mou
from tests.agreements.files import PDF
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
BOUNDARY = b"glam-boundary"
HAS_PROC = Path("/proc/self/clear_refs").exists()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def address(client, coordinator):
    """Where a signed-in coordinator sends a draft."""
    client.force_login(coordinator)
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    return f"/partnerships/{partnership.pk}/agreements/draft/"


class Endless:
    """A body that is made while it is read, so that the test itself holds none of it."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)
        self.length = sum(len(piece) * times for piece, times in pieces)
        self.taken = 0
        self._rest = b""

    def read(self, size=-1):
        while len(self._rest) < size and self.pieces:
            piece, times = self.pieces.pop(0)
            now = max(1, min(times, 65_536 // len(piece)))
            self._rest += piece * now
            if times > now:
                self.pieces.insert(0, (piece, times - now))
        given, self._rest = self._rest[:size], self._rest[size:]
        self.taken += len(given)
        return given

    def readline(self, size=-1):
        return self.read(size)


def part(name, *, filename="", more=b""):
    head = b'--%s\r\nContent-Disposition: form-data; name="%s"' % (BOUNDARY, name)
    head += b'; filename="%s"' % filename if filename else b""
    return head + b"\r\n" + more + b"\r\n"


def post(client, address, body):
    return client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )


def resident(name):
    """VmRSS or VmHWM of this process, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


ENDING = b"\r\n--%s--\r\n" % BOUNDARY
PDF_HEAD = part(b"document", filename=b"a.pdf", more=b"Content-Type: application/pdf\r\n")
ENCODED = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
BODIES = {
    "a file of 21 MB": (
        lambda: Endless((PDF_HEAD, 1), (b"%PDF-1.7", 1), (b"\0" * 4096, 21 * 256), (ENDING, 1)),
        413,
    ),
    "a file of 5 GB": (lambda: Endless((PDF_HEAD, 1), (b"\0" * 4096, 5 * 256 * 1024), (ENDING, 1)), 413),
    "a text of 3 MB": (lambda: Endless((part(b"title"), 1), (b"x" * 4096, 3 * 256), (ENDING, 1)), 400),
    "10,000 parts": (lambda: Endless((part(b"title") + b"x\r\n", 10_000), (ENDING, 1)), 400),
    "10,000 files": (
        lambda: Endless((part(b"document", filename=b"a.pdf") + PDF + b"\r\n", 10_000), (ENDING, 1)),
        400,
    ),
    "a head without end": (lambda: Endless((b"--%s\r\nA: " % BOUNDARY, 1), (b"x" * 4096, 15 * 256)), 400),
    # Nothing is wrong with the file; the form lacks its title.
    "19 MB of a sound PDF": (
        lambda: Endless((PDF_HEAD, 1), (PDF, 1), (b" " * 4096, 19 * 256), (ENDING, 1)),
        422,
    ),
    "15 MB of space as base64": (
        lambda: Endless(
            (part(b"document", filename=b"a.pdf", more=ENCODED), 1), (b" " * 4096, 15 * 256), (ENDING, 1)
        ),
        422,
    ),
    "19 MB as base64": (
        lambda: Endless(
            (part(b"document", filename=b"a.pdf", more=ENCODED), 1),
            (base64.b64encode(b"%PDF-1.7 x" * 300), 19 * 256),
            (ENDING, 1),
        ),
        422,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("label", BODIES)
def test_a_large_request_is_refused_in_words_and_small_in_memory(client, address, label):
    make, status = BODIES[label]
    client.get("/")  # what is loaded once is not counted
    body = make()
    if HAS_PROC:
        Path("/proc/self/clear_refs").write_text("5")
    before, begun = resident("VmRSS") if HAS_PROC else 0, time.monotonic()

    answer = post(client, address, body)

    assert answer.status_code == status
    if HAS_PROC:
        assert resident("VmHWM") - before < 50
    assert time.monotonic() - begun < 20
    if status == 413:
        assert body.taken == 0
        assert "20 MB" in answer.text
    if status == 400:
        assert "too many parts" in answer.text
    assert "Content-Security-Policy" in answer.headers
    assert not Mou.objects.exists()


@pytest.mark.parametrize(("length", "status"), [("", 422), ("nonsense", 422), ("-5", 422)])
def test_a_length_that_is_no_number_reads_as_nothing(client, address, length, status):
    body = Endless((b"\0" * 4096, 1024))
    answer = client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
            "CONTENT_LENGTH": length,
            "wsgi.input": body,
        }
    )

    assert answer.status_code in (status, 400)
    assert body.taken <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
