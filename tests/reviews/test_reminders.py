# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders: before and after the day of a review, of changes that wait; each person once a day, whatever waits."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions import end_role
from casestudies.models import CoAuthor
from reviews import actions, tasks
from reviews.actions.reminding import REVIEWER_DAYS, is_due
from reviews.models import Review
from teamwork.models import Notice
from tests.factories import CaseStudyFactory, ReviewFactory, UserFactory
from tests.threads import race
from work import actions as work
from work.models import Message, Run

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()


def assigned(**facts):
    return ReviewFactory(assigned_at=NOON - timedelta(days=60), **facts)


def remind(now=NOON):
    return sum(actions.remind(now=now))


def said(user):
    return [(each.kind, each.sentence) for each in Notice.objects.filter(user=user).order_by("pk")]


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (4, None),
        (3, "review.due"),
        (0, "review.due"),
        (-1, "review.overdue"),
        (-30, "review.overdue"),
    ],
)
def test_reviewer_is_reminded_before_and_after_the_day(days, kind):
    review = assigned(due_on=TODAY + timedelta(days=days))

    assert remind() == (1 if kind else 0)

    assert [each[0] for each in said(review.reviewer)] == ([kind] if kind else [])


def test_reminder_comes_once_for_each_of_its_days():
    review = assigned(due_on=TODAY)

    days = [each for each in range(-5, 40) if remind(NOON + timedelta(days=each))]

    assert days == list(REVIEWER_DAYS)
    assert Review.objects.get(pk=review.pk).reminded_on == TODAY + timedelta(days=8)


@pytest.mark.parametrize(
    ("day", "after", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 1), True),
        (date(2026, 11, 20), date(2026, 11, 17), False),
        (date(2026, 11, 19), date(2026, 11, 17), True),
        (date(2026, 11, 24), date(2026, 11, 1), False),
        (date.min, date(2026, 11, 1), False),
        (date.max, date(2026, 11, 1), False),
    ],
)
def test_is_due_after_a_sleep_once(day, after, due):
    assert is_due(day, TODAY, REVIEWER_DAYS, after=after) is due


def test_review_taken_for_the_day_after_tomorrow_is_not_reminded_of_at_once():
    ReviewFactory(assigned_at=NOON, due_on=TODAY + timedelta(days=2))

    assert remind() == 0


def test_several_are_one_notice_and_one_mail_with_their_number():
    staff = UserFactory(is_wmf_staff=True, email="staff@example.org")
    for days in (3, 1, -2):
        assigned(reviewer=staff, due_on=TODAY + timedelta(days=days))

    remind()

    (kind, sentence), *others = said(staff)
    assert (kind, others) == ("review.due-several", [])
    assert "3" in sentence
    assert "Nov 18, 2026" in sentence
    assert Message.objects.count() == 1
    assert Notice.objects.get().address == "/case-studies/reviews/?whose=mine"


def test_another_that_comes_due_the_same_day_is_no_second_mail():
    staff = UserFactory(is_wmf_staff=True, email="staff@example.org")
    assigned(reviewer=staff, due_on=TODAY)
    remind()
    assigned(reviewer=staff, due_on=TODAY)

    remind()

    assert (Notice.objects.count(), Message.objects.count()) == (1, 1)


def test_day_is_that_of_the_reviewers_calendar():
    east = UserFactory(is_wmf_staff=True, time_zone="Pacific/Kiritimati")
    west = UserFactory(is_wmf_staff=True, time_zone="Pacific/Pago_Pago")
    for user in (east, west):
        assigned(reviewer=user, due_on=TODAY + timedelta(days=4))

    remind()

    assert [len(said(user)) for user in (east, west)] == [1, 0]


@pytest.mark.parametrize("state", ["changes", "accepted", "withdrawn"])
def test_nobody_is_reminded_of_a_review_that_is_over(state):
    assigned(due_on=TODAY, case_study=CaseStudyFactory(state=state))

    assert remind() == 0


def test_who_lost_the_role_or_let_go_is_left_in_peace(filed, coordinator, affiliate_admin):
    assigned(case_study=filed, reviewer=coordinator, due_on=TODAY)
    assigned(due_on=TODAY, state=Review.State.LET_GO)
    end_role(coordinator.memberships.get(), by=affiliate_admin)

    assert remind() == 0


def waiting_since(days, **facts):
    case_study = CaseStudyFactory(handed_back=True, **facts)
    return ReviewFactory(
        case_study=case_study, asks_changes=True, decided_at=NOON - timedelta(days=days)
    ).case_study


@pytest.mark.parametrize(("days", "count"), [(13, 0), (14, 1), (28, 1)])
def test_authors_are_reminded_of_changes_that_wait(days, count):
    case_study = waiting_since(days)
    together, left = UserFactory(), UserFactory()
    for user, ended_at in ((together, None), (left, NOON)):
        CoAuthor.objects.create(
            case_study=case_study, user=user, invited_by=user, accepted_at=NOON, ended_at=ended_at
        )

    remind()

    kinds = [[kind for kind, _sentence in said(user)] for user in (case_study.author, together, left)]
    assert kinds == [["review.still"] * count, ["review.still"] * count, []]


def test_authors_are_reminded_on_two_days_only():
    waiting_since(0)

    assert [each for each in range(60) if remind(NOON + timedelta(days=each))] == [14, 28]


def test_only_the_latest_verdict_counts():
    case_study = waiting_since(40)
    ReviewFactory(case_study=case_study, round=2, asks_changes=True, decided_at=NOON - timedelta(days=1))

    assert remind() == 0


def test_run_ends_well_and_says_how_many(settings):
    Run.objects.all().delete()
    assigned(due_on=datetime.now(UTC).date())
    run = work.queue("reviews.reminders")

    tasks.run_reminders(run.pk)
    tasks.run_reminders(run.pk)

    run.refresh_from_db()
    assert (run.state, run.counts) == (Run.State.DONE, {"told": 1})
    assert Notice.objects.count() == 1


def test_batches_leave_nobody_out():
    for _ in range(5):
        assigned(due_on=TODAY)

    assert list(actions.remind(now=NOON, batch=2)) == [2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_say_it_once():
    assigned(due_on=TODAY)

    assert sorted(race(remind, remind)) == [0, 1]
    assert Notice.objects.count() == 1
