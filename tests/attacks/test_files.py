# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files at every door that takes one, and at those that take none: refused, or harmless when handed out."""

import math
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements import tasks, uploads
from partnerships.models import Mou
from tests.agreements.clamd import Clamd, running
from tests.agreements.files import PDF
from tests.agreements.test_large_requests import BODIES, HAS_PROC, post, resident
from tests.attacks.addresses import form_fields, open_doors
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import note, sample
from tests.attacks.hostile import BOMBS, HOSTILE, INFECTED, NAMES
from tests.effort import TRIES
from work.models import Run

pytestmark = pytest.mark.django_db
# Of our own work: the machine may be busy with others'. A PDF is looked through up to 200 MB, a zip is not begun.
MOST_SECONDS = {"docx": 1, "odt": 1, "png": 1, "jpg": 1, "pdf": 1}
MOST_MEGABYTES = 50
SPOKEN_ILL = [
    "hangs up at once",
    "hangs up after the file",
    "finds it too large",
    "is in trouble",
    "says a bare OK",
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def _kept(media) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def _send(world, name, content, declared=None):
    upload = SimpleUploadedFile("a", content, content_type=declared or uploads.content_type(name))
    upload._name = name  # as a browser says it: setting `name` would already clean it
    sent = {"form_key": uuid.uuid4(), "kind": "letter", "title": "Pond letter", "document": upload}
    return world.clients["coord"].post(f"/partnerships/{world.objects['private']}/agreements/draft/", sent)


class Cost:
    """What a request took: seconds of this process, and megabytes it grew by at its largest."""

    def __enter__(self):
        if HAS_PROC:
            Path("/proc/self/clear_refs").write_text("5")
        self._before, self._began = resident("VmRSS") if HAS_PROC else 0, time.process_time()
        return self

    def __exit__(self, *_error):
        self.seconds = time.process_time() - self._began
        self.megabytes = max(0, resident("VmHWM") - self._before) if HAS_PROC else 0


def _dearest_allowed(label, name) -> float:
    return MOST_SECONDS[name.rsplit(".", 1)[1]] if label in BOMBS else math.inf


def _tries(world, media, label) -> Iterator[tuple[int, list[Path], Cost]]:
    """Send it, and again while it took too long: others on the machine only add to what it takes."""
    name, content, *declared = HOSTILE[label]
    content = content() if callable(content) else content
    for _ in range(TRIES):
        before = set(_kept(media))
        with rolled_back(), Cost() as cost:
            status = _send(world, name, content, *declared).status_code
        yield status, [path for path in _kept(media) if path not in before], cost
        if cost.seconds <= _dearest_allowed(label, name):
            return


def test_no_hostile_file_is_kept(world, media):
    wrong, slowest, largest = [], 0.0, 0.0
    assert len(HOSTILE) >= 60
    chosen = sample(list(HOSTILE), 12)
    for label in chosen:
        tries = list(_tries(world, media, label))
        seconds = min(cost.seconds for *_, cost in tries)
        megabytes = max(cost.megabytes for *_, cost in tries)
        slowest, largest = max(slowest, seconds), max(largest, megabytes)
        is_dear = seconds > _dearest_allowed(label, HOSTILE[label][0]) or megabytes > MOST_MEGABYTES
        # Refused at its field, or, where it is larger than any file may be, before it is read.
        if is_dear or any(status not in (413, 422) or kept for status, kept, _ in tries):
            wrong.append((label, seconds, megabytes, tries))

    note("hostile files sent", len(chosen), wrong, f"at most {slowest:.1f} s and {largest:.0f} MB each")
    assert wrong == []


def test_no_name_of_a_file_harms_whoever_downloads_it(world, media):
    wrong, taken = [], 0
    for name in NAMES:
        with rolled_back():
            before = set(Mou.objects.values_list("pk", flat=True))
            status = _send(world, name, PDF).status_code
            mou = Mou.objects.exclude(pk__in=before).first()
            if status == 302 and mou:
                taken += 1
                answer = world.clients["coord"].get(f"/agreements/{mou.pk}/document/")
                outside = [path for path in _kept(media) if not re.fullmatch(r"[0-9a-f]{32}\.pdf", path.name)]
                wrong += [(name, fault) for fault in [*_faults_of(answer), *outside]]
            elif status not in (400, 422):  # 400: a part's head that is too long
                wrong.append((name, status))

    note("hostile names of files", len(NAMES), wrong, f"{taken} taken and downloaded again")
    assert taken >= 15
    assert wrong == []


def _faults_of(answer) -> list[str]:
    said = answer.headers.get("Content-Disposition", "")
    plain = re.fullmatch(
        r"""attachment; filename(="(?:[^"\\/\x00-\x1f\x7f]|\\")*"|\*=utf-8''[\w.!#$&+^`|~%-]*)""", said
    )
    shown = re.sub(r"%([0-9A-F]{2})", lambda code: chr(int(code[1], 16)), said)
    expected = {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    faults = [
        f"{key}: {answer.headers.get(key)}"
        for key, value in expected.items()
        if answer.headers.get(key) != value
    ]
    return faults + ([] if plain and not re.search(r'[\x00-\x1f/]|\\(?!")|%E2%80%AE', shown) else [said])


def test_no_other_door_takes_a_file(world, media):
    """A page, a bomb and a program in every field of every form but the one for documents."""
    wrong, doors = [], [each for each in open_doors(world, "POST") if not each.is_api]
    for number, door in enumerate(sample(doors, 15)):
        content = (b"<script>alert(1)</script>", b"MZ\x90", INFECTED)[number % 3]
        with rolled_back():
            sent = {
                name: SimpleUploadedFile(f"{name}.html", content)
                for name in [*form_fields(), "file", "upload"]
            }
            status = world.clients[door.person].post(door.address, sent).status_code
        if status >= 500 or _kept(media):
            wrong.append((door.address, status, _kept(media)))

    note("files in every field of every form", len(sample(doors, 15)), wrong)
    assert wrong == []


def test_what_the_scanner_has_not_found_clean_is_not_handed_out(world, media, settings):
    """The virus that all scanners know, and a sound file with a scanner that is away, in trouble or says nothing."""
    wrong = []
    for mood in ["well", *SPOKEN_ILL, "away"]:
        content = INFECTED if mood == "well" else PDF
        with rolled_back(), running(Clamd("well" if mood == "away" else mood)) as address:
            settings.CLAMD_ADDRESS = "127.0.0.1:9" if mood == "away" else address
            before = set(Mou.objects.values_list("pk", flat=True))
            assert _send(world, "terms.pdf", content).status_code == 302
            mou = Mou.objects.exclude(pk__in=before).get()
            statuses = [_document(world, mou)]
            tasks.run_scan(Run.objects.filter(kind="agreements.scan").latest("pk").pk)
            statuses.append(_document(world, mou))
            mou.refresh_from_db()
        expected = "infected" if mood == "well" else "waiting"
        if statuses != [409, 409] or mou.document_scan != expected:
            wrong.append((mood, statuses, mou.document_scan))

    note("documents without a clean verdict, asked for", 2 * (len(SPOKEN_ILL) + 2), wrong)
    assert wrong == []


def _document(world, mou) -> int:
    return world.clients["coord"].get(f"/agreements/{mou.pk}/document/").status_code


def test_a_request_larger_than_any_form_is_refused_and_small_in_memory(world, media):
    wrong, largest = [], 0.0
    address = f"/partnerships/{world.objects['private']}/agreements/draft/"
    chosen = sample(list(BODIES), 2)
    for label in chosen:
        make, expected = BODIES[label]
        body = make()
        with rolled_back(), Cost() as cost:
            status = post(world.clients["coord"], address, body).status_code
        largest = max(largest, cost.megabytes)
        if status != expected or cost.megabytes > MOST_MEGABYTES or _kept(media):
            wrong.append((label, status, cost.megabytes))

    note("requests of megabytes and thousands of parts", len(chosen), wrong, f"at most {largest:.0f} MB each")
    assert wrong == []
