# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker on a real Valkey: it does what is queued, and its sudden death loses nothing and doubles nothing."""

from collections import Counter
from datetime import timedelta

import pytest

import work.models
from casestudies.models import CaseStudy
from outreach import actions
from outreach.models import Contribution, Contributor, Page, SyncRun
from tests.outreach.fake_wiki import FakeWiki
from tests.worker.conftest import wait_until
from tests.worker.wiki_server import serving
from work.models import Run
from work.tasks import sweep

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = 400


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
def start_worker(start_process, slow_wiki):
    """Starts a worker that asks the slow wiki."""
    return lambda: start_process(WIKI_URL=slow_wiki.url)


def state_is(state):
    return lambda: Run.objects.filter(state=state).exists()


def test_worker_does_the_sync_that_was_asked_for(start_worker):
    worker = start_worker()
    sync_run = actions.request_sync(by=None)

    wait_until(state_is("done"), worker)

    sync_run.refresh_from_db()
    assert (sync_run.created, sync_run.run.attempts, Page.objects.count()) == (PAGES, 1, PAGES)


def test_worker_killed_in_mid_task_loses_nothing_and_doubles_nothing(start_worker, slow_wiki, monkeypatch):
    first = start_worker()
    sync_run = actions.request_sync(by=None)
    wait_until(lambda: Page.objects.count() >= 100, first)

    first.kill()

    came = Page.objects.count()
    assert 100 <= came < PAGES
    assert Run.objects.get().state == "running"
    written = dict(Page.objects.values_list("pk", "synced_at"))

    monkeypatch.setattr(work.models, "HEARTBEAT_LOST_AFTER", timedelta(0))
    sweep()
    second = start_worker()
    wait_until(state_is("done"), second)

    sync_run = SyncRun.objects.select_related("run").get(pk=sync_run.pk)
    assert (sync_run.run.attempts, sync_run.seen, sync_run.created, sync_run.changed) == (2, PAGES, PAGES, 0)
    assert Page.objects.count() == CaseStudy.objects.mirrored().count() == PAGES
    assert Contributor.objects.count() == 1 + 7
    assert Contribution.objects.filter(role="edited").count() == 2 * PAGES
    assert Counter(CaseStudy.objects.values_list("sections__key", flat=True)) == {
        "goals": PAGES,
        "outcomes": PAGES,
    }
    # What the first worker had committed was neither fetched nor written again; what was on its way was, once.
    assert written.items() <= dict(Page.objects.values_list("pk", "synced_at")).items()
    asked = Counter(page_id for batch in slow_wiki.asked for page_id in batch)
    twice = {page_id for page_id, times in asked.items() if times > 1}
    assert not twice & set(Page.objects.filter(pk__in=written).values_list("page_id", flat=True))
    assert max(asked.values()) <= 2


def test_run_whose_wake_up_was_lost_is_done_after_the_sweep(start_worker, slow_wiki, monkeypatch):
    monkeypatch.setattr("work.actions.wake", lambda run: False)  # the broker was away
    actions.request_sync(by=None)
    monkeypatch.undo()
    worker = start_worker()
    monkeypatch.setattr(work.models, "WAKE_UP_LOST_AFTER", timedelta(0))

    sweep()

    wait_until(state_is("done"), worker)
    assert Page.objects.count() == PAGES
