# SPDX-License-Identifier: GPL-3.0-or-later
"""The virus scanner: what it has not seen is not handed out, and it may be down without anything being lost."""

import io
import time
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from agreements import actions, scanning, tasks
from journal.models import Entry
from partnerships.models import Mou
from teamwork.models import Notice
from tests.agreements.clamd import EICAR, Clamd, running
from tests.agreements.files import PDF, pdf
from tests.factories import MouFactory
from work.models import Run

pytestmark = pytest.mark.django_db
INFECTED = pdf(b"% " + EICAR + b"\n")
AWAY = "127.0.0.1:9"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def document(content=PDF, name="pond.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def waiting(partnership, content=PDF):
    return MouFactory(
        partnership=partnership, document=document(content), document_name="pond.pdf", document_scan="waiting"
    )


def ask(content, address, patience=5):
    return scanning.scan(io.BytesIO(content), address=address, patience=patience)


# The protocol


@pytest.mark.parametrize(
    ("content", "virus"),
    [
        (PDF, ""),
        (EICAR, "Eicar-Test-Signature"),
        (b"", ""),
        (b"x" * 1_000_000 + EICAR, "Eicar-Test-Signature"),
    ],
)
def test_the_scanner_is_sent_the_whole_file_and_believed(content, virus):
    clamd = Clamd()
    with running(clamd) as address:
        verdict = ask(content, address)

    assert (verdict.virus, verdict.is_clean) == (virus, not virus)
    assert clamd.received == [content]


def test_the_scanner_may_listen_at_a_socket_of_the_machine(tmp_path):
    with running(Clamd(), tmp_path / "clamd.ctl") as address:
        assert ask(EICAR, address).virus


@pytest.mark.parametrize(
    ("mood", "error"),
    [
        ("hangs up at once", scanning.ScannerAway),
        ("hangs up after the file", scanning.ScannerAway),
        ("never answers", scanning.ScannerAway),
        ("answers drop by drop", scanning.ScannerAway),
        ("finds it too large", scanning.ScanFailed),
        ("is in trouble", scanning.ScanFailed),
        ("says something else", scanning.ScanFailed),
        ("says a bare OK", scanning.ScanFailed),
        ("answers without end", scanning.ScanFailed),
    ],
)
def test_without_a_verdict_a_file_is_never_clean(mood, error):
    begun = time.monotonic()
    with running(Clamd(mood)) as address, pytest.raises(error):
        ask(b"x" * 500_000, address, patience=1)

    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("address", [AWAY, "/no/such/socket", "no-such-host.invalid:3310"])
def test_a_scanner_that_is_not_there_is_said_to_be_away(address):
    with pytest.raises(scanning.ScannerAway):
        ask(PDF, address)


# Uploads


def test_an_upload_waits_and_a_run_is_queued(settings, desk, partnership):
    settings.CLAMD_ADDRESS = AWAY
    terms = {"kind": "letter", "title": "Pond letter"}
    desk.post(
        f"/partnerships/{partnership.pk}/agreements/draft/",
        terms | {"form_key": uuid.uuid4(), "document": document()},
    )
    mou = Mou.objects.get()

    assert mou.document_scan == Mou.Scan.WAITING
    assert Run.objects.get().kind == "agreements.scan"
    held = desk.get(f"/agreements/{mou.pk}/document/")
    assert held.status_code == 409
    assert "being checked" in held.text
    page = desk.get(f"/agreements/{mou.pk}/").text
    assert f"/agreements/{mou.pk}/document/" not in page
    assert "being checked" in page


def test_a_new_file_in_a_correction_waits_again(settings, desk, partnership):
    settings.CLAMD_ADDRESS = AWAY
    mou = MouFactory(partnership=partnership, document=document(), document_scan="clean")
    terms = {"kind": "letter", "title": "Pond letter", "version": 1}

    desk.post(f"/agreements/{mou.pk}/correct/", terms)
    assert Mou.objects.get().document_scan == Mou.Scan.CLEAN

    desk.post(f"/agreements/{mou.pk}/correct/", terms | {"version": 2, "document": document()})
    assert Mou.objects.get().document_scan == Mou.Scan.WAITING


def test_without_a_scanner_documents_are_handed_out_unscanned(desk, coordinator, partnership):
    mou = actions.draft_mou(partnership, by=coordinator, kind="letter", title="x", document=document())

    assert mou.document_scan == Mou.Scan.NONE
    assert desk.get(f"/agreements/{mou.pk}/document/").status_code == 200
    assert not Run.objects.exists()


def test_the_page_names_an_infected_file_and_does_not_hand_it_out(desk, partnership):
    mou = waiting(partnership)
    actions.note_verdict(mou, is_clean=False)

    page = desk.get(f"/agreements/{mou.pk}/").text
    assert "a virus was found" in page
    assert f"/agreements/{mou.pk}/document/" not in page
    held = desk.get(f"/agreements/{mou.pk}/document/")
    assert held.status_code == 409
    assert b"%PDF" not in held.content


# The run


def run():
    tasks.begin_scan()
    row = Run.objects.latest("pk")
    tasks.run_scan(row.pk)
    row.refresh_from_db()
    return row


def test_the_run_tells_clean_from_infected_and_tells_the_lead(settings, partnership, coordinator, desk):
    good, bad = waiting(partnership), waiting(partnership, INFECTED)
    with running(Clamd()) as settings.CLAMD_ADDRESS:
        done = run()

    assert (done.state, done.counts) == ("done", {"clean": 1, "infected": 1, "undecided": 0})
    assert [Mou.objects.get(pk=mou.pk).document_scan for mou in (good, bad)] == ["clean", "infected"]
    assert [Mou.objects.get(pk=mou.pk).version for mou in (good, bad)] == [1, 1]
    notice = Notice.objects.get()
    assert (notice.user, notice.address) == (coordinator, bad.get_absolute_url())
    assert Entry.objects.get(verb="mou.infected").subject_id == bad.pk
    assert desk.get(f"/agreements/{good.pk}/document/").status_code == 200
    assert desk.get(f"/agreements/{bad.pk}/document/").status_code == 409


@pytest.mark.parametrize("mood", ["hangs up at once", "is in trouble", "finds it too large"])
def test_without_a_verdict_documents_wait_and_are_tried_again(settings, partnership, mood):
    mou = waiting(partnership)
    clamd = Clamd(mood)
    with running(clamd) as settings.CLAMD_ADDRESS:
        failed = run()
        assert (failed.state, failed.counts["undecided"]) == ("failed", 1)
        assert Mou.objects.get().document_scan == Mou.Scan.WAITING
        clamd.mood = "well"
        assert run().state == "done"

    assert Mou.objects.get(pk=mou.pk).document_scan == Mou.Scan.CLEAN


def test_a_scanner_that_is_down_is_not_asked_for_every_document(settings, partnership):
    for _number in range(6):
        waiting(partnership)
    settings.CLAMD_ADDRESS = AWAY

    assert run().counts["undecided"] == 3
    assert Mou.objects.filter(document_scan="waiting").count() == 6


def test_one_file_it_cannot_take_does_not_keep_the_others_waiting(settings, partnership, tmp_path):
    lost, good = waiting(partnership), waiting(partnership)
    (tmp_path / lost.document.name).unlink()
    with running(Clamd()) as settings.CLAMD_ADDRESS:
        failed = run()

    assert (failed.state, failed.counts) == ("failed", {"clean": 1, "infected": 0, "undecided": 1})
    assert Mou.objects.get(pk=good.pk).document_scan == Mou.Scan.CLEAN


def test_a_verdict_on_a_file_that_was_replaced_meanwhile_is_dropped(partnership):
    mou = waiting(partnership)
    Mou.objects.filter(pk=mou.pk).update(document="mous/other.pdf")

    assert not actions.note_verdict(mou, is_clean=True)
    assert Mou.objects.get().document_scan == Mou.Scan.WAITING


def test_the_clock_begins_a_run_only_when_something_waits(settings, partnership):
    tasks.begin_scan()
    settings.CLAMD_ADDRESS = AWAY
    tasks.begin_scan()
    assert not Run.objects.exists()

    waiting(partnership)
    tasks.begin_scan()
    tasks.begin_scan()
    assert Run.objects.count() == 1


def test_a_run_that_is_called_twice_scans_once(settings, partnership):
    waiting(partnership)
    clamd = Clamd()
    with running(clamd) as settings.CLAMD_ADDRESS:
        done = run()
        tasks.run_scan(done.pk)

    assert len(clamd.received) == 1


# The operator


def test_the_command_lets_older_documents_be_scanned_or_gives_the_scanner_up(settings, partnership, capsys):
    MouFactory(partnership=partnership, document=document(), document_scan="none")
    MouFactory(partnership=partnership, document=document(), document_scan="clean")
    MouFactory(partnership=partnership)
    with pytest.raises(CommandError):
        call_command("scan_documents")
    settings.CLAMD_ADDRESS = AWAY
    call_command("scan_documents")
    call_command("scan_documents", "--again")
    with pytest.raises(CommandError):
        call_command("scan_documents", "--release")
    settings.CLAMD_ADDRESS = ""
    call_command("scan_documents", "--release")

    assert capsys.readouterr().out.split("\n") == [
        "1 documents wait for the scanner.",
        "1 documents wait for the scanner.",
        "2 documents released, unscanned.",
        "",
    ]
    assert not Mou.objects.exclude(document_scan="none").exists()
