# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs: two clicks make one, two workers share none, and what was forgotten comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import UserFactory
from work import actions
from work.errors import AlreadyUnderWay, NoLongerOurs
from work.models import MAX_ATTEMPTS, Heartbeat, Run
from work.tasks import sweep

LONG_AGO = timedelta(minutes=5)


def _forget(run):
    Run.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - LONG_AGO)


@pytest.mark.django_db
def test_queue_keeps_who_asked():
    user = UserFactory()

    run = actions.queue("test", by=user)

    run.refresh_from_db()
    assert (run.kind, run.state, run.actor, run.attempts) == ("test", "queued", user, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["queued", "running"])
def test_queue_refuses_a_second_unfinished_run_and_names_the_first(state):
    first = actions.queue("test")
    Run.objects.filter(pk=first.pk).update(state=state)

    with pytest.raises(AlreadyUnderWay) as refusal:
        actions.queue("test")

    assert refusal.value.run == first
    assert Run.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["done", "failed"])
def test_queue_goes_on_after_an_ended_run(state):
    Run.objects.create(kind="test", state=state)

    assert actions.queue("test").state == Run.State.QUEUED


@pytest.mark.django_db(transaction=True)
def test_queue_by_two_clicks_at_once_makes_one_run(at_once):
    results = at_once(lambda: actions.queue("test"))

    assert sorted(type(result).__name__ for result in results) == ["AlreadyUnderWay", "Run"]
    assert Run.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_claim_by_two_workers_at_once_gives_the_run_to_one(at_once):
    run = Run.objects.create(kind="test")

    results = at_once(lambda: actions.claim(run.pk))

    assert sorted(result is None for result in results) == [False, True]
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("running", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_claim_leaves_what_is_not_waiting(state):
    run = Run.objects.create(kind="test", state=state)

    assert actions.claim(run.pk) is None

    run.refresh_from_db()
    assert (run.state, run.attempts) == (state, 0)


@pytest.mark.django_db
def test_claim_of_a_run_that_does_not_exist_is_nothing():
    assert actions.claim(0) is None


@pytest.mark.django_db
def test_advance_is_progress_and_heartbeat():
    run = actions.claim(Run.objects.create(kind="test").pk)
    _forget(run)

    actions.advance(run, progress=3, expected=12, seen=3)
    actions.advance(run, progress=6, changed=1)

    run.refresh_from_db()
    assert (run.progress, run.expected, run.percent) == (6, 12, 50)
    assert run.counts == {"seen": 3, "changed": 1}
    assert timezone.now() - run.heartbeat_at < timedelta(minutes=1)


@pytest.mark.django_db
def test_finish_and_fail_say_how_it_ended():
    well = actions.claim(Run.objects.create(kind="test").pk)
    actions.finish(well, seen=2)
    badly = actions.claim(Run.objects.create(kind="test").pk)
    actions.fail(badly, "The wiki did not answer.")

    well.refresh_from_db()
    badly.refresh_from_db()
    assert (well.state, well.counts, well.error) == ("done", {"seen": 2}, "")
    assert (badly.state, badly.error) == ("failed", "The wiki did not answer.")
    assert None not in (well.ended_at, badly.ended_at)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda run: actions.advance(run, progress=9),
        lambda run: actions.finish(run, seen=9),
        lambda run: actions.fail(run, "late"),
    ],
)
def test_a_worker_that_lost_its_run_writes_nothing(write):
    lost = actions.claim(Run.objects.create(kind="test").pk)
    _forget(lost)
    actions.put_back_forgotten(now=timezone.now())
    successor = actions.claim(lost.pk)

    with pytest.raises(NoLongerOurs):
        write(lost)

    successor.refresh_from_db()
    assert (successor.state, successor.attempts, successor.progress) == ("running", 2, 0)
    assert (successor.counts, successor.error, successor.ended_at) == ({}, "", None)


@pytest.mark.django_db
def test_sweep_puts_back_a_run_whose_worker_went_away():
    run = actions.claim(Run.objects.create(kind="test").pk)
    _forget(run)

    assert actions.put_back_forgotten(now=timezone.now()) == [run]

    run.refresh_from_db()
    assert (run.state, run.attempts) == ("queued", 1)


@pytest.mark.django_db
def test_sweep_wakes_a_run_whose_wake_up_was_lost_and_then_waits():
    run = Run.objects.create(kind="test", queued_at=timezone.now() - LONG_AGO)

    first = actions.put_back_forgotten(now=timezone.now())
    second = actions.put_back_forgotten(now=timezone.now())

    assert (first, second) == ([run], [])


@pytest.mark.django_db
def test_sweep_leaves_fresh_and_ended_runs_alone():
    now = timezone.now()
    Run.objects.create(kind="a")
    Run.objects.create(kind="b", state="running", heartbeat_at=now)
    Run.objects.create(kind="c", state="done", queued_at=now - LONG_AGO, heartbeat_at=now - LONG_AGO)

    assert actions.put_back_forgotten(now=now) == []


@pytest.mark.django_db
def test_sweep_gives_up_after_three_attempts():
    run = Run.objects.create(kind="test")
    for _attempt in range(MAX_ATTEMPTS):
        assert actions.claim(run.pk) is not None
        _forget(run)
        put_back = actions.put_back_forgotten(now=timezone.now())

    run.refresh_from_db()
    assert put_back == []
    assert (run.state, run.attempts) == ("failed", 3)
    assert run.error == "Given up after 3 attempts: each time the worker went away."
    assert actions.claim(run.pk) is None


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_put_a_run_back_once(at_once):
    run = Run.objects.create(kind="test", queued_at=timezone.now() - LONG_AGO)
    now = timezone.now()

    results = at_once(lambda: actions.put_back_forgotten(now=now))

    assert sorted(results, key=len) == [[], [run]]


@pytest.mark.django_db
def test_sweep_notes_that_the_clock_is_alive():
    sweep()
    sweep()

    assert [beat.part for beat in Heartbeat.objects.all()] == ["beat"]
