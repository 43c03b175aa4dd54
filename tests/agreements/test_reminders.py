# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders: on which days, to whom, in whose words; once, and only while there is something to do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from agreements import actions, reminders, tasks
from agreements.reminders import COMMITMENT_DAYS
from partnerships.models import Commitment
from partnerships.stages import Phase
from teamwork.models import Notice
from tests.factories import CommitmentFactory, MouFactory, PartnershipFactory, UserFactory, member
from work.models import Message, Run

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 20)


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def sweep(now, since=None):
    return sum(actions.remind(now=now, since=since or now))


@pytest.fixture
def lead(coordinator):
    coordinator.email = "lead@example.org"
    coordinator.save()
    return coordinator


@pytest.fixture
def mou(lead):
    partnership = PartnershipFactory(
        affiliate=lead.affiliate, lead=lead, institution__name="Archive of Tides"
    )
    return MouFactory(partnership=partnership, signed=True)


@pytest.fixture
def promise(mou):
    return CommitmentFactory(mou=mou, what="Scan 40 maps", due_on=DAY)


# Which days


@pytest.mark.parametrize(
    "days, expected",
    [(-15, None), (-14, -14), (-4, -14), (-3, -3), (-1, -3), (0, 0), (6, 0), (7, 7), (400, 7)],
)
def test_latest_reminder_is_the_last_one_whose_day_has_come(days, expected):
    assert reminders.latest(DAY, DAY + timedelta(days=days), COMMITMENT_DAYS) == expected


def test_what_was_said_is_not_said_again_nor_what_comes_before_it():
    said = [-3]

    assert reminders.to_say(DAY, DAY - timedelta(days=3), COMMITMENT_DAYS, said) is None
    assert reminders.to_say(DAY, DAY - timedelta(days=10), COMMITMENT_DAYS, said) is None
    assert reminders.to_say(DAY, DAY, COMMITMENT_DAYS, said) == 0


def test_window_reaches_over_every_calendar_and_back_to_the_last_sweep():
    now = at(DAY, 11)

    assert reminders.window(now, now, COMMITMENT_DAYS) == (DAY - timedelta(days=8), DAY + timedelta(days=15))
    slept = now - timedelta(days=30)
    assert reminders.window(now, slept, COMMITMENT_DAYS)[0] == DAY - timedelta(days=38)
    ahead = now + timedelta(days=300)
    assert reminders.window(now, ahead, COMMITMENT_DAYS)[0] == DAY - timedelta(days=8)


# To whom, and in whose words


def test_each_reminder_is_a_notice_and_a_mail_once(promise, lead):
    told = [sweep(at(DAY + timedelta(days=days), hour)) for days in range(-20, 12) for hour in (1, 13)]

    assert sum(told) == 4
    assert list(Notice.objects.order_by("pk").values_list("user", "kind", "key")) == [
        (lead.pk, kind, f"due-{promise.pk}-2026-06-20-{days}")
        for kind, days in [
            ("commitment.due_soon", -14),
            ("commitment.due_soon", -3),
            ("commitment.due", 0),
            ("commitment.overdue", 7),
        ]
    ]
    assert Message.objects.filter(kind="mail", payload__to="lead@example.org").count() == 4


def test_mail_says_it_in_the_readers_language_and_carries_no_line_break(promise, lead):
    lead.language = "ar"
    lead.save()
    Commitment.objects.update(what="Scan\r\nBcc: x@example.org")

    sweep(at(DAY))

    payload = Message.objects.get().payload
    assert "٢٠" in payload["subject"] or "20" in payload["subject"]
    assert not {"\r", "\n"} & set(payload["subject"])
    assert EmailMultiAlternatives(subject=payload["subject"], to=["x@example.org"]).message()["Subject"]
    assert f"/commitments/{promise.pk}/" in payload["body"]
    assert "/account/profile/" in payload["body"]
    assert 'dir="rtl"' in payload["html"]


def test_whoever_sees_to_it_is_told_and_not_the_lead(promise, mou):
    helper = member("coordinator", mou.partnership.affiliate)
    Commitment.objects.update(user=helper)

    sweep(at(DAY))

    assert list(Notice.objects.values_list("user", flat=True)) == [helper.pk]


@pytest.mark.parametrize("reason", ["left the platform", "has no role here", "role ended"])
def test_lead_is_told_where_that_person_may_no_longer_read_it(promise, mou, lead, reason):
    helper = UserFactory() if reason == "has no role here" else member("viewer", mou.partnership.affiliate)
    if reason == "left the platform":
        helper.is_active = False
        helper.save()
    elif reason == "role ended":
        helper.memberships.update(ended_at=timezone.now())
    Commitment.objects.update(user=helper)

    sweep(at(DAY))

    assert list(Notice.objects.values_list("user", flat=True)) == [lead.pk]


def test_nobody_is_told_when_the_lead_has_left_and_the_next_one_is(promise, mou, lead):
    lead.memberships.update(ended_at=timezone.now())
    assert sweep(at(DAY)) == 0

    mou.partnership.lead = member("coordinator", mou.partnership.affiliate)
    mou.partnership.save()

    assert sweep(at(DAY + timedelta(days=1))) == 1
    assert Notice.objects.get().user == mou.partnership.lead


def test_who_wants_no_mail_of_reminders_is_told_in_the_product_alone(promise, lead):
    lead.unwanted_mails = ["reminders"]
    lead.save()

    assert sweep(at(DAY)) == 1
    assert Notice.objects.count() == 1
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "zone, before, after",
    [("Pacific/Auckland", 11, 12), ("UTC", 23, 24), ("America/New_York", 27, 28), ("Nowhere/At_All", 23, 24)],
)
def test_day_begins_on_the_recipients_own_calendar(promise, lead, zone, before, after):
    lead.time_zone = zone
    lead.save()
    eve = at(DAY - timedelta(days=1), 0)
    sweep(eve)

    assert sweep(eve + timedelta(hours=before, minutes=59)) == 0
    assert sweep(eve + timedelta(hours=after)) == 1


# What is nobody's business any more


@pytest.mark.parametrize("change", ["settled", "draft", "replaced", "removed", "closed", "no day"])
def test_what_is_not_waited_for_is_not_reminded_of(promise, mou, change):
    partnership = mou.partnership
    if change == "settled":
        Commitment.objects.update(state="kept", settled_on=DAY)
    elif change == "draft":
        mou.state, mou.signed_on = "draft", None
    elif change == "replaced":
        mou.superseded_on = DAY
    elif change == "removed":
        partnership.removed_at = timezone.now()
    elif change == "closed":
        partnership.stage = partnership.pipeline.stages.get(phase=Phase.ENDED)
        partnership.phase = Phase.ENDED
    else:
        Commitment.objects.update(due_on=None)
    mou.save()
    partnership.save()

    assert sweep(at(DAY)) == 0


def test_new_day_begins_its_reminders_anew(promise):
    sweep(at(DAY))
    Commitment.objects.update(due_on=DAY + timedelta(days=10))

    assert sweep(at(DAY)) == 1
    assert sweep(at(DAY)) == 0


# Agreements to be looked at again


def test_review_is_announced_and_said_on_its_day(mou, lead):
    mou.review_on = DAY
    mou.save()

    told = {days: sweep(at(DAY + timedelta(days=days))) for days in (-15, -14, -13, 0, 1)}

    assert told == {-15: 0, -14: 1, -13: 0, 0: 1, 1: 0}
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == [
        "agreement.review_soon",
        "agreement.review",
    ]
    notice = Notice.objects.last()
    assert (notice.user, notice.address) == (lead, mou.get_absolute_url())
    assert "Jun 20, 2026" in notice.sentence


# Sleep, and the doors of the clock


def test_platform_that_slept_says_only_the_latest_and_loses_none(promise):
    sweep(at(DAY - timedelta(days=20)))
    woken = DAY + timedelta(days=26)

    assert sweep(at(woken), since=at(DAY - timedelta(days=20))) == 1
    assert sweep(at(woken + timedelta(days=1)), since=at(woken)) == 0
    assert Notice.objects.get().kind == "commitment.overdue"


def run_reminders():
    tasks.begin_reminders()
    run = Run.objects.filter(kind="agreements.reminders").latest("pk")
    tasks.run_reminders(run.pk)
    run.refresh_from_db()
    return run


def test_worker_reminds_once_however_often_it_is_called(lead, mou):
    CommitmentFactory(mou=mou, due_on=timezone.localdate())

    first, second = run_reminders(), run_reminders()
    tasks.run_reminders(second.pk)

    assert [(run.state, run.counts) for run in (first, second)] == [
        ("done", {"told": 1}),
        ("done", {"told": 0}),
    ]
    assert Notice.objects.count() == 1


def test_worker_looks_back_to_the_last_run_that_went_through(lead, mou):
    CommitmentFactory(mou=mou, due_on=timezone.localdate() - timedelta(days=25))
    assert run_reminders().counts == {"told": 0}
    month_ago = timezone.now() - timedelta(days=30)
    Run.objects.update(started_at=month_ago, queued_at=month_ago)

    assert run_reminders().counts == {"told": 1}


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_once(lead, mou, at_once):
    for number in range(20):
        CommitmentFactory(mou=mou, due_on=DAY + timedelta(days=number % 3))

    told = at_once(lambda: sweep(at(DAY)))

    assert sum(told) == 20
    assert (Notice.objects.count(), Message.objects.count()) == (20, 20)


def test_batches_reach_all_in_the_order_of_the_index(lead, mou):
    for number in range(23):
        CommitmentFactory(mou=mou, due_on=DAY + timedelta(days=number // 10))

    told = list(actions.remind(now=at(DAY), since=at(DAY), batch=5))

    assert (sum(told), len(told)) == (23, 5)


@pytest.mark.parametrize("count", [1, 10])
def test_looking_costs_the_same_however_many_there_are(lead, mou, count, django_assert_num_queries):
    for _number in range(count):
        CommitmentFactory(mou=mou, due_on=DAY)
    sweep(at(DAY))

    with django_assert_num_queries(5):
        assert sweep(at(DAY)) == 0
