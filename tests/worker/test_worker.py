# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker on a real Valkey: it does what is queued, and its sudden death loses nothing and doubles nothing."""

import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings

import work.models
from casestudies.models import CaseStudy
from glamwiki.local.processes import Child
from outreach import actions
from outreach.models import Contribution, Contributor, Page, SyncRun
from tests.outreach.fake_wiki import FakeWiki
from tests.worker.wiki_server import serving
from work.models import Run
from work.tasks import sweep

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = 400
PATIENCE = 120  # seconds; a busy machine may start a worker slowly
WORKER = [
    sys.executable,
    "-m",
    "celery",
    "-A",
    "glamwiki",
    "worker",
    "-Q",
    "default,wiki",
    "-c",
    "1",
    "-l",
    "INFO",
]


@pytest.fixture
def slow_wiki(settings):
    """Eight batches that take a moment each."""
    wiki = FakeWiki()
    for number in range(PAGES):
        text = f"== Goals ==\nGoal {number}.\n== Outcomes ==\nOutcome {number}."
        wiki.write(f"GLAM/Case studies/Museum {number}", text, by=["Ada Example", f"Editor {number % 7}"])
    with serving(wiki, seconds=0.4) as server:
        settings.WIKI_URL = server.url
        yield server


@pytest.fixture
def start_worker(process_environment, slow_wiki, tmp_path):
    """Starts workers that end with the test, whatever becomes of it."""
    workers = []

    def start():
        log = tmp_path / f"worker-{len(workers)}.log"
        environment = process_environment | {"WIKI_URL": slow_wiki.url}
        with log.open("wb") as output:
            worker = Child("worker", WORKER, env=environment, cwd=settings.BASE_DIR, output=output)
        worker.log = log
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()


def wait_for(condition, worker):
    """Until it holds; a worker that ended, or never gets there, shows its log."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if not worker.is_running or time.monotonic() > deadline:
            pytest.fail(worker.log.read_text()[-4000:])
        time.sleep(0.05)


def state_is(state):
    return lambda: Run.objects.filter(state=state).exists()


def test_worker_does_the_sync_that_was_asked_for(start_worker):
    worker = start_worker()
    sync_run = actions.request_sync(by=None)

    wait_for(state_is("done"), worker)

    sync_run.refresh_from_db()
    assert (sync_run.created, sync_run.run.attempts, Page.objects.count()) == (PAGES, 1, PAGES)


def test_worker_killed_in_mid_task_loses_nothing_and_doubles_nothing(start_worker, slow_wiki, monkeypatch):
    first = start_worker()
    sync_run = actions.request_sync(by=None)
    wait_for(lambda: Page.objects.count() >= 100, first)

    first.kill()

    came = Page.objects.count()
    assert 100 <= came < PAGES
    assert Run.objects.get().state == "running"
    written = dict(Page.objects.values_list("pk", "synced_at"))

    monkeypatch.setattr(work.models, "HEARTBEAT_LOST_AFTER", timedelta(0))
    sweep()
    second = start_worker()
    wait_for(state_is("done"), second)

    sync_run = SyncRun.objects.select_related("run").get(pk=sync_run.pk)
    assert (sync_run.run.attempts, sync_run.seen, sync_run.created, sync_run.changed) == (2, PAGES, PAGES, 0)
    assert Page.objects.count() == CaseStudy.objects.mirrored().count() == PAGES
    assert Contributor.objects.count() == 1 + 7
    assert Contribution.objects.filter(role="edited").count() == 2 * PAGES
    assert Counter(CaseStudy.objects.values_list("sections__key", flat=True)) == {
        "goals": PAGES,
        "outcomes": PAGES,
    }
    # What the first worker had committed was neither fetched nor written again.
    assert written.items() <= dict(Page.objects.values_list("pk", "synced_at")).items()
    asked = Counter(page_id for batch in slow_wiki.asked for page_id in batch)
    assert sum(times - 1 for times in asked.values()) <= 50  # the one batch that was on its way


def test_run_whose_wake_up_was_lost_is_done_after_the_sweep(start_worker, slow_wiki, monkeypatch):
    monkeypatch.setattr("work.actions.wake", lambda run: False)  # the broker was away
    actions.request_sync(by=None)
    monkeypatch.undo()
    worker = start_worker()
    monkeypatch.setattr(work.models, "WAKE_UP_LOST_AFTER", timedelta(0))

    sweep()

    wait_for(state_is("done"), worker)
    assert Page.objects.count() == PAGES
