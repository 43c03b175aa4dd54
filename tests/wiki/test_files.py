# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a real MediaWiki: there or not, moved, marked, by whom; what it costs, and what faults on the way do."""

import struct
import zlib

import pytest

from casestudies import tasks
from casestudies.actions.pictures import RUN_KIND, place_picture
from casestudies.actions.publishing import wikitext_of
from casestudies.actions.rewriting import sections_of
from casestudies.models import Picture
from casestudies.parsing.revising import are_same, read
from localwiki import faults as proxy
from localwiki import image
from outreach.wiki import client
from outreach.wiki.errors import WikiMisconfigured
from outreach.wiki.files import connect
from tests.factories.together import PictureFactory
from tests.wiki.conftest import start_wiki
from work import actions as work


def _png() -> bytes:
    """A picture of 3 × 2 points. Author and licence are what an extension of Commons adds: see fake_commons."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 9) * 2))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def wiki(tmp_path_factory):
    """A wiki with three files behind a counting proxy: one moved, one that somebody asks to be deleted."""
    folder = tmp_path_factory.mktemp("files")
    uploads = tmp_path_factory.mktemp("uploads")
    for name in ("Scanner.png", "Marked.png", "Überschrift 2.png"):
        (uploads / name).write_bytes(_png())
    with start_wiki(folder, 0) as started, proxy.start(started.port) as faults:
        image.run_maintenance(started.folder, "importImages.php", uploads)
        started.edit("Template:Delete", "Somebody asks for this to be deleted.")
        started.edit("File:Marked.png", "{{Delete}}")
        started.edit("File:Old scanner.png", "#REDIRECT [[File:Scanner.png]]")
        started.edit("File:Only a page.png", "Described, and never uploaded.")
        started.run_jobs()
        faults.wiki = started
        yield faults


@pytest.fixture
def files(wiki):
    wiki.clear()
    return connect(wiki.url, contact="", version="test", sleep=lambda seconds: None)


def one(files, name):
    return next(files.files([name]))


def test_file_is_described_under_the_name_asked(files):
    file = one(files, "scanner.png").found["scanner.png"]

    assert (file.name, file.width, file.height) == ("Scanner.png", 3, 2)
    assert file.page.endswith("File:Scanner.png")
    assert not file.is_free  # no licence is named


def test_redirect_is_followed(files):
    assert one(files, "Old scanner.png").found["Old scanner.png"].name == "Scanner.png"


def test_a_mark_for_deletion_is_seen(files):
    assert one(files, "Marked.png").found["Marked.png"].is_to_be_deleted
    assert not one(files, "Scanner.png").found["Scanner.png"].is_to_be_deleted


def test_missing_ones_and_mere_pages_are_told(files):
    answer = next(files.files(["Nowhere.png", "Only a page.png", "Überschrift_2.png"]))

    assert answer.missing == ("Nowhere.png", "Only a page.png")
    assert set(answer.found) == {"Überschrift_2.png"}


def test_impossible_name_costs_itself_alone(files):
    answer = next(files.files(["Scanner.png", "A<b.png", "x" * 300 + ".png", "A|b.png"]))

    assert set(answer.found) == {"Scanner.png"}
    assert len(answer.unreadable) == 3
    assert files.request_count == 1


def test_fifty_files_cost_one_request(files):
    list(files.files(f"Number {number}.png" for number in range(101)))

    assert files.request_count == 3


def test_address_of_no_wiki_names_the_variable():
    with pytest.raises(WikiMisconfigured, match="COMMONS_URL"):
        connect("ftp://x", contact="", version="test")


@pytest.mark.django_db
def test_worker_asks_the_configured_wiki(wiki, settings):
    settings.COMMONS_URL = wiki.url
    for name in ("Old scanner.png", "Nowhere.png", "Marked.png"):
        PictureFactory(name=name)

    run = work.queue(RUN_KIND)
    tasks.check_pictures(run.pk)

    run.refresh_from_db()
    said = {row.asked_as or row.name: (row.name, row.state, row.reason) for row in Picture.objects.all()}
    assert run.state == "done", run.error
    assert said == {
        "Old scanner.png": ("Scanner.png", "not-free", "no-licence"),
        "Nowhere.png": ("Nowhere.png", "missing", "missing"),
        "Marked.png": ("Marked.png", "not-free", "deletion"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "caption", ["", "The scanner", "الماسح الضوئي", "スキャナー、2024年", "it's 50 % “done” = fine"]
)
def test_a_text_with_a_picture_comes_back_from_a_real_wiki_the_same(wiki, caption):
    picture = PictureFactory(free=True, name="Überschrift 2.png")
    author = picture.case_study.author
    placed = place_picture(picture, section="goals", caption=caption, by=author)
    page = wikitext_of(placed)

    wiki.wiki.edit("GLAM/Case studies/Round", page)

    asked = client.connect(wiki.url, contact="", version="test", sleep=lambda seconds: None)
    text = asked.page("GLAM/Case studies/Round").text
    assert text.strip() == page.strip()
    assert are_same(read(text), sections_of(placed))
