# SPDX-License-Identifier: GPL-3.0-or-later
"""Each class of data is kept until its limit and gone after it; the daily run is safe to kill and to repeat."""

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from glamwiki.schedule import PERIODIC_RUNS
from partnerships.tasks import run_retention
from privacy import registry, tasks
from privacy.actions import batches
from privacy.classes import DataClass
from privacy.periods import Period
from privacy.registry import class_of, every_field, purges
from privacy.reports import keeping
from privacy.retention import KEEPING
from teamwork.models import Notice
from tests.factories import NoticeFactory
from tests.privacy.over import CASES
from work import actions as work
from work.models import Run

DAY = timedelta(days=1)
# Held by a run of its own, with tests of its own: tests/agreements.
ELSEWHERE = {"files"}
NAMES = sorted({purge.name for purge in purges()} - ELSEWHERE)


def run_clock():
    """What the clock does in a day: the purge, and the run that looks after advocates."""
    tasks.begin_purge()
    run = Run.objects.filter(kind="privacy.purge").latest("pk")
    tasks.run_purge(run.pk)
    run_retention(work.queue("partnerships.retention").pk)
    run.refresh_from_db()
    return run


def purge_of(name):
    return next(each for each in purges() if each.name == name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_kept_a_day_before_the_limit_and_gone_a_day_after(name, django_capture_on_commit_callbacks):
    limit = purge_of(name).after.before(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        young = CASES[name](limit + DAY)
        assert run_clock().state == "done"
    assert young()

    with django_capture_on_commit_callbacks(execute=True):
        old = CASES[name](limit - DAY)
        assert old()
        assert run_clock().state == "done"
    assert not old()
    assert young()


def test_every_purge_has_a_case():
    assert set(NAMES) == set(CASES)


def test_every_class_has_a_row_and_every_timed_one_that_holds_something_a_purge():
    held = {class_of(model, field) for model, field in every_field()} - {DataClass.NOT_PERSONAL}
    purged = {purge.of for purge in purges()}

    assert set(KEEPING) == set(DataClass) - {DataClass.NOT_PERSONAL}
    assert [each for each in held if KEEPING[each].is_timed and each not in purged] == []
    assert [purge.name for purge in purges() if not KEEPING[purge.of].is_timed] == []


# By hand, from the table of requirements: a period is changed in two places or not at all.
PERIODS = {
    "advocates": Period(days=730),
    "admin-log": Period(months=12),
    "agreements": Period(months=72),
    "closed-partnerships": Period(months=72),
    "contact-notes": Period(months=14),
    "credentials": Period(days=30),
    "drafts": Period(months=12),
    "errors-of-runs": Period(days=30),
    "errors-of-syncs": Period(days=30),
    "feeds": Period(days=90),
    "files": Period(days=1),
    "form-keys": Period(days=2),
    "history": Period(months=12),
    "journal": Period(months=12),
    "merges": Period(days=31),
    "messages": Period(days=30),
    "notices": Period(days=90),
    "plans": Period(months=14),
    "consents": Period(months=72),
    "readings": Period(months=12),
    "searches": Period(days=2),
    "sessions": Period(),
    "signatories": Period(months=72),
    "tokens": Period(months=12),
    "wiki-drafts": Period(days=90),
}


def test_periods_are_those_that_were_agreed():
    assert {purge.name: purge.after for purge in purges()} == PERIODS


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(days=1), "1 day"),
        (Period(days=90), "90 days"),
        (Period(days=365), "1 year"),
        (Period(days=730), "2 years"),
        (Period(months=14), "14 months"),
        (Period(months=12), "1 year"),
        (Period(months=72), "6 years"),
    ],
)
def test_a_period_is_said_as_people_say_it(period, words):
    assert str(period) == words


def test_every_purge_says_how_long():
    for purge in purges():
        assert purge.kept
        assert "%(" not in purge.kept
        assert bool(purge.path) is not bool(purge.run)


def test_the_purge_begins_once_a_day():
    assert PERIODIC_RUNS["privacy.purge"] == ("privacy.tasks.begin_purge", 24 * 3600)
    assert PERIODIC_RUNS["partnerships.retention"] == ("partnerships.tasks.begin_retention", 24 * 3600)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(days=30), "2026-02-28"),
        (Period(months=1), "2026-02-28"),
        (Period(months=12), "2025-03-30"),
        (Period(months=14), "2025-01-30"),
        (Period(months=72), "2020-03-30"),
        (Period(), "2026-03-30"),
    ],
)
def test_a_period_is_counted_by_the_calendar(period, before):
    now = timezone.now().replace(year=2026, month=3, day=30)

    assert period.before(now).date().isoformat() == before


def test_two_purges_of_one_name_are_refused():
    with pytest.raises(ValueError, match="called notices already"):
        registry.purge("notices", DataClass.MESSAGE, "", "", after=Period())


# Killed, repeated, broken


@pytest.fixture
def old_notices(db):
    NoticeFactory.create_batch(5, made_at=timezone.now() - timedelta(days=91))


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)


def of_notices():
    return purge_of("notices").function(timezone.now() - timedelta(days=90))


def test_what_is_over_goes_in_batches(old_notices, small_batches):
    assert list(of_notices()) == [2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_keeps_what_it_did_and_the_next_attempt_goes_on(small_batches, monkeypatch):
    NoticeFactory.create_batch(5, made_at=timezone.now() - timedelta(days=91))
    advance, beats = work.advance, []

    def killed(run, **what):
        advance(run, **what)
        beats.append(what.get("notices"))
        if beats[-1] == 2:
            raise KeyboardInterrupt  # as when the machine takes the process away

    monkeypatch.setattr(work, "advance", killed)
    run = work.queue("privacy.purge")
    with pytest.raises(KeyboardInterrupt):
        tasks.run_purge(run.pk)
    assert Notice.objects.count() == 3
    monkeypatch.setattr(work, "advance", advance)

    lost = timezone.now() + timedelta(minutes=3)
    assert [each.pk for each in work.put_back_forgotten(now=lost)] == [run.pk]
    tasks.run_purge(run.pk)

    run.refresh_from_db()
    assert Notice.objects.count() == 0
    assert (run.state, run.attempts, run.counts["notices"]) == ("done", 2, 5)


@pytest.mark.django_db
def test_a_second_run_finds_nothing_more(old_notices):
    assert run_clock().counts["notices"] == 5
    assert run_clock().counts["notices"] == 0


@pytest.mark.django_db
def test_two_runs_at_once_are_one():
    tasks.begin_purge()
    tasks.begin_purge()

    assert Run.objects.filter(kind="privacy.purge").count() == 1


def broken(before):
    yield 1
    raise LookupError("a mistake of ours")


@pytest.mark.django_db
def test_a_purge_that_breaks_is_named_and_the_others_go_on(old_notices, monkeypatch):
    first = run_clock()
    monkeypatch.setitem(
        registry._purges,
        "sessions",
        lambda: registry.Purge("sessions", DataClass.SESSION, "", "", Period(), path=f"{__name__}.broken"),
    )
    NoticeFactory(made_at=timezone.now() - timedelta(days=91))

    run = run_clock()

    assert (run.state, run.counts["broken"], run.counts["notices"]) == ("failed", ["sessions"], 1)
    assert "sessions" in run.error
    assert "a mistake" not in run.error
    times = keeping.last_times()
    assert times["sessions"].at == first.ended_at
    assert times["notices"].at == run.ended_at


def out_of_time(before):
    yield 1
    raise SoftTimeLimitExceeded


@pytest.mark.django_db
def test_a_run_that_is_out_of_time_says_what_is_left_and_the_next_goes_on(old_notices, monkeypatch):
    slow = registry.Purge("sessions", DataClass.SESSION, "", "", Period(), path=f"{__name__}.out_of_time")
    with monkeypatch.context() as patch:
        patch.setitem(registry._purges, "sessions", lambda: slow)
        run = run_clock()
    names = [purge.name for purge in purges() if purge.path]
    assert run.state == "failed"
    assert run.counts["broken"] == names[names.index("sessions") :]

    assert run_clock().state == "done"


@pytest.mark.django_db
def test_what_was_saved_meanwhile_is_left_alone():
    rows = NoticeFactory.create_batch(3, made_at=timezone.now() - timedelta(days=91))
    over = Notice.objects.filter(made_at__lt=timezone.now() - timedelta(days=90))
    going = batches.in_batches(over, batches.delete, batch=1)
    next(going)
    Notice.objects.filter(pk=rows[2].pk).update(made_at=timezone.now())
    rest = list(going)

    assert rest == [1, 0]
    assert list(Notice.objects.all()) == [rows[2]]
