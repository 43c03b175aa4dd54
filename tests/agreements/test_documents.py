# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of agreements: which are taken, how they are kept, who gets them and how."""

import os
import signal
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from agreements import actions, tasks, uploads
from partnerships.models import Mou
from tests.agreements import files
from tests.agreements.files import JPEG, ODT, PDF, PNG, docx, odt
from tests.factories import MouFactory, PartnershipFactory
from work import actions as work

pytestmark = pytest.mark.django_db
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def document(name="x.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type=uploads.content_type(name))


def send(desk, partnership, name, content):
    data = {
        "form_key": uuid.uuid4(),
        "kind": "letter",
        "title": "Pond letter",
        "document": document(name, content),
    }
    return desk.post(f"/partnerships/{partnership.pk}/agreements/draft/", data)


def kept(tmp_path):
    return sorted(path.name for path in tmp_path.glob("mous/*"))


@pytest.mark.parametrize(
    "name, content, media_type",
    [
        ("Pond.pdf", PDF, "application/pdf"),
        ("Pond.PNG", PNG, "image/png"),
        ("pond.jpg", JPEG, "image/jpeg"),
        ("pond.jpeg", JPEG, "image/jpeg"),
        ("pond.docx", docx(), uploads.TYPES[".docx"]),
        ("pond.docx", files.wordy(900, 20), uploads.TYPES[".docx"]),
        ("pond.odt", odt(), ODT),
        ("pond.odt", odt({f"Pictures/{n}.png": "" for n in range(998)}), ODT),
    ],
)
def test_a_document_is_kept_under_a_random_name_and_comes_back_as_it_was(
    desk, partnership, tmp_path, name, content, media_type
):
    assert send(desk, partnership, name, content).status_code == 302

    mou = Mou.objects.get()
    (stored,) = tmp_path.glob("mous/*")
    assert (mou.document_name, mou.document_scan) == (name, Mou.Scan.NONE)
    assert uuid.UUID(stored.stem).version == 4
    assert stored.suffix == f".{name.rpartition('.')[2].lower()}"
    answer = desk.get(f"/agreements/{mou.pk}/document/")
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("size, status", [(uploads.LARGEST, 302), (uploads.LARGEST + 1, 422)])
def test_twenty_megabytes_are_the_most(desk, partnership, size, status):
    assert send(desk, partnership, "pond.pdf", PDF + b"\0" * (size - len(PDF))).status_code == status


@pytest.mark.parametrize(
    "given, cleaned",
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
def test_names_are_cleaned(given, cleaned):
    assert uploads.clean_name(given) == cleaned


def test_a_name_in_any_script_survives_the_download(desk, partnership):
    mou = MouFactory(partnership=partnership, document=document(), document_name='Étang "المرج".pdf')

    header = desk.get(f"/agreements/{mou.pk}/document/").headers["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''%C3%89tang%20%22")


@pytest.mark.parametrize(
    "role, status",
    [("affiliate_admin", 200), ("viewer", 200), ("wmf_staff", 403), ("stranger", 404), ("volunteer", 404)],
)
def test_the_document_is_for_its_affiliate(client, request, role, status, partnership):
    mou = MouFactory(partnership=partnership, document=document(), document_name="pond.pdf")
    client.force_login(request.getfixturevalue(role))

    assert client.get(f"/agreements/{mou.pk}/document/").status_code == status
    if status != 404:
        page = client.get(f"/agreements/{mou.pk}/").content.decode()
        assert ("pond.pdf" in page) is (status == 200)


def test_no_document_or_a_lost_one_is_a_404_and_the_page_stands(desk, partnership, tmp_path):
    without = MouFactory(partnership=partnership)
    lost = MouFactory(partnership=partnership, document=document())
    next(tmp_path.glob("mous/*")).unlink()

    for mou in (without, lost):
        assert desk.get(f"/agreements/{mou.pk}/document/").status_code == 404
        assert desk.get(f"/agreements/{mou.pk}/").status_code == 200


def test_a_correction_without_a_file_keeps_the_document(desk, partnership):
    send(desk, partnership, "pond.pdf", PDF)
    mou = Mou.objects.get()

    terms = {"version": 1, "kind": "letter", "title": "Lake letter"}
    desk.post(f"/agreements/{mou.pk}/correct/", terms)
    desk.post(f"/agreements/{mou.pk}/correct/", terms | {"version": 2, "document": document("l.pdf")})

    old, mou = mou, Mou.objects.get()
    assert (mou.version, mou.document_name, old.document_name) == (3, "l.pdf", "pond.pdf")
    assert mou.document.name != old.document.name


def test_nothing_asks_for_a_file_system(settings, desk, partnership, tmp_path):
    settings.STORAGES = settings.STORAGES | {"default": MEMORY}

    assert send(desk, partnership, "pond.pdf", PDF).status_code == 302

    mou = Mou.objects.get()
    answer = desk.get(f"/agreements/{mou.pk}/document/")
    assert b"".join(answer.streaming_content) == PDF
    assert "pond.pdf" in desk.get(f"/agreements/{mou.pk}/").text
    default_storage.save("mous/orphan.pdf", ContentFile(PDF))
    assert actions.sweep_files(now=NOW + timedelta(days=2)) == 1
    assert storages["default"].listdir("mous")[1] == [mou.document.name.removeprefix("mous/")]
    assert not kept(tmp_path)


# Files that no agreement names


def aged(path, **age):
    moment = (timezone.now() - timedelta(**age)).timestamp()
    os.utime(path, (moment, moment))


def test_a_file_that_no_agreement_ever_named_is_swept_after_a_day(partnership, tmp_path):
    mou = MouFactory(partnership=partnership, document=document("named.pdf"))
    default_storage.save("mous/old.pdf", ContentFile(PDF))
    default_storage.save("mous/young.pdf", ContentFile(PDF))
    default_storage.save("elsewhere/old.pdf", ContentFile(PDF))
    for path in tmp_path.rglob("*.pdf"):
        aged(path, hours=1 if path.stem == "young" else 25)

    assert actions.sweep_files(now=timezone.now()) == 1
    assert kept(tmp_path) == sorted(["young.pdf", mou.document.name.removeprefix("mous/")])
    assert (tmp_path / "elsewhere" / "old.pdf").exists()


def test_what_the_history_of_an_agreement_names_stays(desk, partnership, tmp_path):
    send(desk, partnership, "first.pdf", PDF)
    mou = Mou.objects.get()
    terms = {"version": 1, "kind": "letter", "title": "Pond letter", "document": document("second.pdf")}
    desk.post(f"/agreements/{mou.pk}/correct/", terms)

    assert actions.sweep_files(now=timezone.now() + timedelta(days=2)) == 0
    assert len(kept(tmp_path)) == 2


def test_a_form_refused_at_the_last_moment_leaves_a_file_that_is_swept(partnership, coordinator, tmp_path):
    with transaction.atomic():
        actions.draft_mou(partnership, by=coordinator, kind="letter", title="x", document=document())
        transaction.set_rollback(True)

    assert len(kept(tmp_path)) == 1
    assert actions.sweep_files(now=timezone.now()) == 0
    assert actions.sweep_files(now=timezone.now() + timedelta(days=1, minutes=1)) == 1


def test_without_any_document_there_is_nothing_to_sweep():
    assert actions.sweep_files(now=timezone.now()) == 0


def test_the_daily_sweep_is_a_run(partnership, tmp_path):
    default_storage.save("mous/old.pdf", ContentFile(PDF))
    aged(tmp_path / "mous" / "old.pdf", days=3)
    tasks.begin_file_sweep()
    tasks.begin_file_sweep()
    run = work.Run.objects.get(kind="agreements.files")

    tasks.run_file_sweep(run.pk)
    tasks.run_file_sweep(run.pk)

    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", {"deleted": 1})


_KILLED = """
import os, signal, sys, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.storage import FileSystemStorage
from agreements import actions
from accounts.models import User
from partnerships.models import Partnership
save = FileSystemStorage._save
def killed(*args):
    name = save(*args)
    os.kill(os.getpid(), signal.SIGKILL)
FileSystemStorage._save = killed
lead = User.objects.get(pk=int(sys.argv[1]))
actions.draft_mou(Partnership.objects.get(), by=lead, kind="letter", title="x",
                  document=SimpleUploadedFile("killed.pdf", b"x"))
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_file_and_row_leaves_no_row_and_a_file_that_is_swept(
    process_environment, coordinator, tmp_path
):
    PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    environment = process_environment | {"MEDIA_ROOT": str(tmp_path)}

    done = subprocess.run([sys.executable, "-c", _KILLED, str(coordinator.pk)], env=environment, check=False)

    assert done.returncode == -signal.SIGKILL
    assert not Mou.objects.exists()
    assert kept(tmp_path) == ["killed.pdf"]
    assert actions.sweep_files(now=timezone.now() + timedelta(days=2)) == 1
