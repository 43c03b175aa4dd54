# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody settled in time lapses by itself, once, with its next occurrence and one notice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements import actions, tasks
from journal.models import Entry
from partnerships.models import Commitment
from teamwork.models import Notice
from tests.factories import CoLeadFactory, CommitmentFactory, MouFactory, PartnershipFactory, member
from work.models import Run

pytestmark = pytest.mark.django_db
GRACE = 30


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def mou(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    return MouFactory(partnership=partnership, signed=True)


def overdue(mou, **facts):
    return CommitmentFactory(mou=mou, **({"due_on": today(-GRACE - 1)} | facts))


def states():
    return dict(Commitment.objects.values_list("pk", "state"))


def sweep(**facts):
    return actions.lapse_overdue(today=today(), **facts)


@pytest.mark.parametrize(("days", "state"), [(GRACE, "open"), (GRACE + 1, "lapsed")])
def test_it_lapses_when_its_days_of_grace_are_over(mou, days, state):
    commitment = overdue(mou, due_on=today(-days))

    assert sweep() == (state == "lapsed")
    commitment.refresh_from_db()
    assert (commitment.state, commitment.version) == (state, 1 + (state == "lapsed"))


def test_with_progress_it_is_partly_kept(mou, coordinator):
    noted, counted, taken_back = overdue(mou), *(overdue(mou, quantity=9, unit="maps") for _n in range(2))
    actions.note_progress(noted, by=coordinator, done_on=today(), note="Half of it")
    actions.note_progress(counted, by=coordinator, done_on=today(), quantity=Decimal(3))
    for quantity in (3, -3):
        actions.note_progress(taken_back, by=coordinator, done_on=today(), quantity=Decimal(quantity))

    assert sweep() == 3
    assert states() == {noted.pk: "partly", counted.pk: "partly", taken_back.pk: "lapsed"}


def test_only_what_somebody_waits_for_lapses(mou, coordinator):
    overdue(mou, due_on=None)
    overdue(mou, state="kept", settled_on=today())
    overdue(MouFactory(partnership=mou.partnership))
    overdue(MouFactory(partnership=mou.partnership, signed=True, superseded_on=today(-1)))
    removed = PartnershipFactory(affiliate=coordinator.affiliate, removed_at=timezone.now())
    overdue(MouFactory(partnership=removed, signed=True))
    before = states()

    assert sweep() == 0
    assert states() == before
    assert not Notice.objects.exists()


def test_due_on_the_last_day_it_lapses_though_the_agreement_has_ended(mou):
    mou.ends_on = today(-GRACE - 1)
    mou.save()
    overdue(mou, recurrence="monthly")

    assert sweep() == 1
    assert Commitment.objects.count() == 1


def test_one_line_by_nobody_and_one_notice_to_whoever_sees_to_it(mou, viewer):
    mine, leads = overdue(mou, user=viewer, what="Open the depot"), overdue(mou)

    assert [sweep(), sweep()] == [2, 0]

    entries = Entry.objects.filter(verb="commitment.lapsed")
    assert [each.actor for each in entries] == [None, None]
    told = dict(Notice.objects.values_list("address", "user"))
    assert told == {
        mine.get_absolute_url(): viewer.pk,
        leads.get_absolute_url(): mou.partnership.lead_id,
    }
    assert "Open the depot" in Notice.objects.get(user=viewer).sentence


def test_whoever_left_the_affiliate_is_not_told_but_the_lead_is(mou, viewer):
    overdue(mou, user=viewer)
    viewer.memberships.update(ended_at=timezone.now())

    sweep()

    assert Notice.objects.get().user == mou.partnership.lead


def test_somebody_of_a_co_leading_affiliate_is_told(mou):
    partner = member("coordinator")
    CoLeadFactory(partnership=mou.partnership, affiliate=partner.affiliate, accepted=True)
    overdue(mou, user=partner)

    sweep()

    assert Notice.objects.get().user == partner


def test_a_chain_is_caught_up_with_in_one_go(mou):
    first = overdue(mou, due_on=date(2026, 1, 31), recurrence="monthly")

    actions.lapse_overdue(today=date(2026, 6, 15), batch=1)

    chain = Commitment.objects.order_by("due_on").values_list("due_on", "state")
    assert [(day.isoformat(), state) for day, state in chain] == [
        ("2026-01-31", "lapsed"),
        ("2026-02-28", "lapsed"),
        ("2026-03-31", "lapsed"),
        ("2026-04-30", "lapsed"),
        ("2026-05-31", "open"),
    ]
    assert Commitment.objects.filter(previous=first).count() == 1


def test_what_was_reopened_has_its_days_of_grace_again(mou, coordinator):
    commitment = overdue(mou)
    sweep()
    actions.reopen_commitment(commitment, version=2, by=coordinator, reason="It is on its way")

    assert sweep() == 0
    assert actions.lapse_overdue(today=today(GRACE)) == 0
    assert actions.lapse_overdue(today=today(GRACE + 1)) == 1


def test_batches_are_small_and_tell_how_far_they_are(mou):
    for _number in range(5):
        overdue(mou)
    steps = []

    assert sweep(batch=2, advance=steps.append) == 5
    assert steps == [2, 4, 5]


def test_a_sweep_that_is_killed_goes_on_where_it_was(mou):
    for _number in range(5):
        overdue(mou, recurrence="yearly")

    def die(number):
        if number == 4:
            raise SystemExit

    with pytest.raises(SystemExit):
        sweep(batch=2, advance=die)
    assert sweep(batch=2) == 1

    assert list(states().values()).count("lapsed") == 5
    assert Notice.objects.count() == 5
    assert Entry.objects.filter(verb="commitment.lapsed").count() == 5
    assert Commitment.objects.filter(state="open").count() == 5


@pytest.mark.parametrize("count", [3, 30])
def test_a_batch_reads_the_same_however_many_it_holds(mou, count, django_assert_max_num_queries):
    for _number in range(count):
        overdue(mou)

    # What each adds is written: its line, its notice and the savepoint round it.
    with django_assert_max_num_queries(25 + 2 * count):
        assert sweep() == count


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_lapse_once(mou, at_once):
    for _number in range(6):
        overdue(mou, recurrence="yearly")

    numbers = at_once(lambda: sweep(batch=2))

    assert sum(numbers) == 6
    assert Entry.objects.filter(verb="commitment.lapsed").count() == 6
    assert Notice.objects.count() == 6
    assert Commitment.objects.filter(state="open").count() == 6


@pytest.mark.django_db(transaction=True)
def test_sweep_and_a_person_at_once_settle_it_once(mou, coordinator, at_once):
    commitment = overdue(mou, recurrence="yearly")
    turns = [
        lambda: sweep(),
        lambda: actions.settle_commitment(commitment, version=1, by=coordinator, state="kept"),
    ]

    at_once(lambda: turns.pop()())

    lines = Entry.objects.filter(verb__in=["commitment.lapsed", "commitment.settled"])
    assert lines.count() == 1
    assert Commitment.objects.filter(previous=commitment).count() == 1


def test_the_worker_sweeps_daily_and_twice_does_no_harm(mou):
    overdue(mou)
    for _day in range(2):
        tasks.begin_lapsing()
        run = Run.objects.filter(kind="agreements.lapsing").latest("pk")
        tasks.run_lapsing(run.pk)
        tasks.run_lapsing(run.pk)

    runs = Run.objects.filter(kind="agreements.lapsing").order_by("pk")
    assert [(each.state, each.counts) for each in runs] == [
        ("done", {"lapsed": 1}),
        ("done", {"lapsed": 0}),
    ]


def test_a_run_that_waits_is_not_queued_again(mou):
    tasks.begin_lapsing()
    tasks.begin_lapsing()

    assert Run.objects.filter(kind="agreements.lapsing").count() == 1
