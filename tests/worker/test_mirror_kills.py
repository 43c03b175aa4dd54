# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty kills of the worker in the middle of mirroring a real MediaWiki: the result equals an undisturbed one."""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

import work.models
from casestudies.models import CaseStudy, Guess, Reading, Section, Translation
from glamwiki.local.processes import Child
from localwiki import faults as proxy
from newsletter.models import Report
from outreach import actions, tasks
from outreach.models import Contribution, Contributor, Evidence
from outreach.models import Page as MirroredPage
from tests.wiki.conftest import start_wiki
from work.models import Run
from work.tasks import sweep

pytestmark = [
    pytest.mark.worker,
    pytest.mark.wiki,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

KILLS = 20
PAGES = 450
PATIENCE = 120
WORKER = [sys.executable, "-m", "tests.worker.small_batches", "-A", "glamwiki", "worker", "-Q", "default,wiki", "-c", "1"]  # fmt: skip
OURS_ALONE = {"id", "synced_at", "first_seen_at", "begun_at", "saved_at", "guessed_at"}


@pytest.fixture
def wiki(tmp_path, settings):
    """A wiki that takes a moment for each batch, so that there is a middle to be killed in."""
    with start_wiki(tmp_path / "wiki", PAGES) as running, proxy.start(running.port) as before_it:
        settings.WIKI_URL = before_it.url
        before_it.inject("slow", times=10_000, match="rvprop", arg=0.15)
        yield before_it


class Workers:
    """One worker at a time, killed as a whole or only where the work is done."""

    def __init__(self, environment, folder: Path):
        self._environment, self._folder = environment, folder
        self._number = 0
        self.present: Child | None = None

    def ensure(self) -> None:
        if self.present is None:
            self._number += 1
            with (self._folder / f"worker-{self._number}.log").open("wb") as output:
                self.present = Child(
                    "worker", WORKER, env=self._environment, cwd=django_settings.BASE_DIR, output=output
                )

    def kill(self) -> None:
        if self.present is not None:
            self.present.kill()
            self.present = None

    def kill_child(self) -> None:
        """Only the process that does the work, as the kernel does when memory runs out."""
        for pid in _children(self.present.pid):
            os.kill(pid, signal.SIGKILL)

    def log(self) -> str:
        return "".join(file.read_text()[-3000:] for file in sorted(self._folder.glob("worker-*.log"))[-2:])


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def workers(process_environment, wiki, tmp_path):
    running = Workers(process_environment | {"WIKI_URL": wiki.url}, tmp_path)
    yield running
    running.kill()


def wait_for(condition, workers):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(workers.log())
        time.sleep(0.02)


def the_run() -> Run:
    """The sync under way; asked for anew when the last was given up after its third death."""
    unfinished = Run.objects.unfinished().first()
    return unfinished or actions.request_sync(by=None).run


def mirror_by_natural_keys():
    """Every row of the mirror and of what was made of it, without numbers and moments of our own."""
    rows = {}
    for model, joined in [
        (MirroredPage, ["source__host"]),
        (Contributor, ["source__host"]),
        (Contribution, ["page__page_id", "contributor__username"]),
        (CaseStudy, ["page__page_id"]),
        (Section, ["case_study__page__page_id"]),
        (Reading, ["case_study__page__page_id"]),
        (Guess, ["case_study__page__page_id"]),
        (Translation, ["page__page_id", "case_study__page__page_id"]),
        (Report, ["page__page_id"]),
        (Evidence, ["page__page_id", "claim__contributor__username", "claim__kind", "claim__key"]),
    ]:
        names = [field.attname for field in model._meta.concrete_fields if not field.is_relation and field.name not in OURS_ALONE]  # fmt: skip
        rows[model.__name__] = sorted(map(repr, model.objects.values_list(*joined, *names)))
    return rows


def forget_all():
    """The mirror with all that hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE outreach_source CASCADE")


def kill_in_the_middle(workers, dice, number):
    """Let the mirror get some way, and kill whoever is at it: the whole worker, or only its child."""
    workers.ensure()
    run = the_run()
    wanted = MirroredPage.objects.count() + dice.choice([0, 5, 10, 15])
    wait_for(
        lambda: Run.objects.filter(pk=run.pk, state="running", expected__gt=0).exists() or _ended(run),
        workers,
    )
    wait_for(lambda: MirroredPage.objects.count() >= wanted or _ended(run), workers)
    time.sleep(dice.random() * 0.2)
    if _ended(run):
        pytest.fail(f"the mirror was whole after {number} kills: nothing left to be killed in")
    if number % 2:
        workers.kill()
    else:
        workers.kill_child()


def test_twenty_kills_in_mid_mirror_leave_what_an_undisturbed_mirror_has(workers, wiki, monkeypatch):
    monkeypatch.setattr(work.models, "HEARTBEAT_LOST_AFTER", timedelta(0))
    dice = random.Random(20)
    for number in range(KILLS):
        kill_in_the_middle(workers, dice, number)
        # Whoever was killed says nothing any more: the sweep puts the run back, or gives it up after three deaths.
        sweep()

    monkeypatch.undo()
    wait_for(lambda: _whole(workers), workers)
    disturbed = mirror_by_natural_keys()
    workers.kill()
    forget_all()
    wiki.clear()
    tasks.run_sync(actions.request_sync(by=None).run_id)

    assert Run.objects.order_by("-pk").first().state == "done"
    assert len(disturbed["Page"]) > 400
    assert disturbed == mirror_by_natural_keys()


def _ended(run: Run) -> bool:
    return not Run.objects.get(pk=run.pk).is_unfinished


def _whole(workers: Workers) -> bool:
    workers.ensure()
    newest = Run.objects.order_by("-pk").first()
    if newest.state == "failed":
        the_run()
    return newest.state == "done"
