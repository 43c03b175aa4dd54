# SPDX-License-Identifier: GPL-3.0-or-later
"""What is due each hour, day or week is begun by the last run's row: no memory of a clock's own matters."""

import json
from datetime import timedelta

import pytest
from django.conf import settings as live
from django.core.cache import cache
from django.utils import timezone
from redis import Redis

from work import periods, tasks
from work.models import Run

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


def last_run(kind, ago, state="done"):
    return Run.objects.create(kind=kind, queued_at=timezone.now() - ago, state=state)


def open_all():
    """What a worker does once the sweep told it."""
    for kind in periods.to_ask(now=timezone.now()):
        tasks.begin_periodic(kind)


@pytest.mark.django_db
def test_on_a_new_site_each_is_overdue_and_a_beat_that_was_never_up_for_a_day_changes_nothing():
    assert periods.overdue(now=timezone.now()) == list(live.PERIODIC_RUNS)

    open_all()

    # Those that begin only when something is due found nothing in an empty database.
    begun = set(live.PERIODIC_RUNS) - {"items", "presence.check", "outreach.members", "outreach.accounts"}
    assert set(Run.objects.values_list("kind", flat=True)) == begun
    assert {"privacy.purge", "agreements.lapsing", "agreements.files", "partnerships.retention"} < begun


@pytest.mark.django_db
@pytest.mark.parametrize("kind", live.PERIODIC_RUNS)
def test_each_begins_after_its_period_and_not_before(kind):
    period = timedelta(seconds=live.PERIODIC_RUNS[kind][1])
    run = last_run(kind, period - timedelta(minutes=1))
    assert kind not in periods.overdue(now=timezone.now())

    run.queued_at -= timedelta(minutes=2)
    run.save()

    assert kind in periods.overdue(now=timezone.now())


@pytest.mark.django_db
def test_a_run_that_failed_counts_as_one_and_one_under_way_is_waited_for():
    last_run("privacy.purge", HOUR, state="failed")
    last_run("agreements.files", 2 * DAY, state="running")

    assert {"privacy.purge", "agreements.files"} & set(periods.overdue(now=timezone.now())) == set()


@pytest.mark.django_db
def test_a_run_from_a_clock_that_ran_ahead_holds_up_nothing():
    last_run("privacy.purge", -DAY)

    assert "privacy.purge" in periods.overdue(now=timezone.now())


@pytest.mark.django_db
def test_what_found_nothing_due_is_asked_again_after_some_minutes_not_each_minute():
    now = timezone.now()

    assert periods.to_ask(now=now) == list(live.PERIODIC_RUNS)
    assert periods.to_ask(now=now) == []

    cache.clear()  # the minutes are over
    assert periods.to_ask(now=now) == list(live.PERIODIC_RUNS)


@pytest.mark.django_db
def test_all_periods_are_looked_at_in_one_query(django_assert_num_queries):
    for number in range(100):
        last_run("outreach.sync", number * HOUR)

    with django_assert_num_queries(1):
        periods.overdue(now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_begin_one_run(at_once):
    last_run("agreements.lapsing", 2 * DAY)
    now = timezone.now()

    begun = at_once(lambda: periods.begin_if_overdue("agreements.lapsing", now=now))

    assert sorted(begun) == [False, True]
    assert Run.objects.filter(kind="agreements.lapsing").count() == 2


@pytest.mark.django_db
def test_a_clock_that_comes_when_the_run_is_already_over_begins_no_second():
    """The message waited in the queue: nothing is under way that would refuse another."""
    now = timezone.now()
    assert periods.begin_if_overdue("agreements.lapsing", now=now)
    Run.objects.update(state="done", ended_at=now)

    assert not periods.begin_if_overdue("agreements.lapsing", now=now)
    assert Run.objects.filter(kind="agreements.lapsing").count() == 1


@pytest.mark.django_db
def test_the_sweep_tells_the_broker_of_each_that_is_overdue(django_capture_on_commit_callbacks):
    broker = Redis.from_url(live.REDIS_URL)
    broker.delete("glam:default")  # not a write
    for kind in set(live.PERIODIC_RUNS) - {"privacy.purge"}:
        last_run(kind, timedelta())

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep()

    told = [json.loads(message)["headers"] for message in broker.lrange("glam:default", 0, -1)]
    assert [(each["task"], each["argsrepr"]) for each in told] == [
        ("work.tasks.begin_periodic", "['privacy.purge']")
    ]


def test_a_message_that_names_a_kind_of_former_times_does_nothing():
    assert tasks.begin_periodic("of former times") is None
