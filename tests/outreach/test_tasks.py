# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of the sync: queued once, claimed once, and every end said in words on the run."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.management import CommandError, call_command
from django.test import override_settings

from journal.models import Entry
from outreach import actions, connection, tasks
from outreach.models import Page, SyncRun
from tests.outreach.conftest import STUDIES, claimed_run
from work import actions as work
from work.errors import AlreadyUnderWay
from work.models import Run


@pytest.fixture
def connected(wiki, monkeypatch):
    """The configured wiki is the one in memory."""
    monkeypatch.setattr(connection, "connect", lambda *, beat: wiki)
    return wiki


def test_request_sync_queues_a_run_and_says_who_asked(wmf_staff):
    sync_run = actions.request_sync(by=wmf_staff)

    assert (sync_run.run.kind, sync_run.run.state, sync_run.run.actor) == (
        "outreach.sync",
        "queued",
        wmf_staff,
    )
    assert sync_run.source.host == "127.0.0.1:9"
    assert list(Entry.objects.values_list("verb", "actor")) == [("sync.requested", wmf_staff.pk)]


def test_request_sync_refuses_a_second_one_and_changes_nothing(wmf_staff):
    first = actions.request_sync(by=wmf_staff)

    with pytest.raises(AlreadyUnderWay):
        actions.request_sync(by=wmf_staff)

    assert list(SyncRun.objects.all()) == [first]
    assert Entry.objects.count() == 1


def test_begin_sync_queues_one_run_however_often_it_is_called(db):
    tasks.begin_sync()
    tasks.begin_sync()

    assert list(SyncRun.objects.values_list("run__actor", "run__state")) == [(None, "queued")]
    assert not Entry.objects.exists()


def test_run_sync_mirrors_and_ends_the_run(connected):
    connected.write(STUDIES + "Museum A")
    sync_run = actions.request_sync(by=None)

    tasks.run_sync(sync_run.run_id)

    sync_run.refresh_from_db()
    assert (sync_run.run.state, sync_run.created, sync_run.requests) == ("done", 1, 3)


def test_run_sync_called_again_does_nothing(connected):
    sync_run = actions.request_sync(by=None)
    tasks.run_sync(sync_run.run_id)
    asked = connected.request_count

    tasks.run_sync(sync_run.run_id)

    assert connected.request_count == asked
    assert Run.objects.get().attempts == 1


def test_wiki_that_stops_answering_fails_the_run_in_words_and_keeps_what_came(connected):
    for number in range(60):
        connected.write(f"{STUDIES}Museum {number}")
    connected.breaks_after = 3
    sync_run = actions.request_sync(by=None)

    tasks.run_sync(sync_run.run_id)

    sync_run.refresh_from_db()
    assert (sync_run.run.state, sync_run.run.error) == ("failed", "The wiki has gone to lunch.")
    assert (sync_run.created, sync_run.requests, Page.objects.count()) == (50, 4, 50)


def test_failed_run_makes_room_for_the_next(connected):
    connected.breaks_after = 0
    tasks.run_sync(actions.request_sync(by=None).run_id)
    connected.breaks_after = None

    tasks.begin_sync()

    assert sorted(Run.objects.values_list("state", flat=True)) == ["failed", "queued"]


@override_settings(WIKI_URL="https://wiki.example.org/w/", OPERATOR_CONTACT="")
def test_missing_contact_for_a_real_wiki_fails_the_run_and_names_the_variable(db):
    sync_run = actions.request_sync(by=None)

    tasks.run_sync(sync_run.run_id)

    sync_run.run.refresh_from_db()
    assert sync_run.run.state == "failed"
    assert "OPERATOR_CONTACT" in sync_run.run.error


def test_most_pages_vanished_fails_the_run_in_words(connected):
    pages = [connected.write(f"{STUDIES}Museum {number}") for number in range(12)]
    tasks.run_sync(actions.request_sync(by=None).run_id)
    for page_id in pages:
        connected.delete(page_id)

    tasks.run_sync(actions.request_sync(by=None).run_id)

    assert "no longer lists 12 of the 12 pages" in Run.objects.latest("pk").error
    assert Page.objects.present().count() == 12


def test_run_that_takes_too_long_ends_in_words(connected, monkeypatch):
    monkeypatch.setattr(
        connected, "sweep", lambda prefix, **_asked: (_ for _ in ()).throw(SoftTimeLimitExceeded())
    )
    sync_run = actions.request_sync(by=None)

    tasks.run_sync(sync_run.run_id)

    sync_run.run.refresh_from_db()
    assert (sync_run.run.state, sync_run.run.error[:16]) == ("failed", "It took too long")


def test_mistake_of_ours_is_raised_and_the_run_says_so(connected, monkeypatch):
    monkeypatch.setattr(connected, "sweep", lambda prefix, **_asked: 1 / 0)
    sync_run = actions.request_sync(by=None)

    result = tasks.run_sync.apply([sync_run.run_id])

    assert isinstance(result.result, ZeroDivisionError)
    sync_run.run.refresh_from_db()
    assert (sync_run.run.state, "ZeroDivisionError" in sync_run.run.error) == ("failed", True)


def test_run_taken_over_by_another_worker_is_left_alone(connected):
    connected.write(STUDIES + "Museum A")
    sync_run = claimed_run()
    Run.objects.update(attempts=2)

    tasks.mirror(sync_run.run)

    assert Run.objects.get().state == "running"
    assert not Page.objects.exists()


def test_long_waits_are_signs_of_life(monkeypatch):
    slept, beats = [], []
    monkeypatch.setattr(connection.time, "sleep", slept.append)

    connection._sleep(45, lambda: beats.append(len(slept)))

    assert slept == [20, 20, 5]
    assert beats == [1, 2, 3]


def test_sync_wiki_command_mirrors_here_and_prints_the_counts(connected, capsys):
    connected.write(STUDIES + "Museum A", "#REDIRECT [[GLAM/Case studies/Museum B]]")

    call_command("sync_wiki")

    lines = capsys.readouterr().out.splitlines()
    assert {"created: 1", "requests: 3", f"{STUDIES}Museum A: redirect {STUDIES}Museum B"} <= set(lines)


def test_sync_wiki_command_says_why_it_failed(connected):
    connected.breaks_after = 0

    with pytest.raises(CommandError, match="gone to lunch"):
        call_command("sync_wiki")


def test_sync_wiki_command_leaves_a_run_under_way_alone(connected):
    work.queue("outreach.sync")

    with pytest.raises(CommandError, match="already under way"):
        call_command("sync_wiki")
