# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviews in the queue: of those who are to judge, and of those who are to change what they wrote."""

import pytest
from django.utils import timezone

from accounts.actions import end_role
from casestudies.models import CaseStudy, CoAuthor
from interface import words
from reviews.models import Review
from tests.factories import CaseStudyFactory, ReviewFactory, UserFactory
from tests.today.days import in_days, moments_ago, waiting
from today.sources import SOURCES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (-2, "waits for your review · 2 days overdue"),
        (0, "waits for your review · due today"),
        (30, "waits for your review · due in 30 days"),
    ],
)
def test_review_says_how_its_day_stands(days, why):
    study = CaseStudyFactory(filed=True, title="Maps")
    review = ReviewFactory(case_study=study, due_on=in_days(days))

    assert waiting(review.reviewer, "casereview") == [("Maps", why)]


def test_line_leads_to_the_review():
    review = ReviewFactory()
    line = SOURCES["casereview"].lines(review.reviewer, timezone.localdate(), 1)[0]

    assert line.address == f"/case-studies/{review.case_study_id}/review/"


@pytest.mark.parametrize("state", ["changes", "accepted", "withdrawn"])
def test_review_that_is_over_waits_for_nobody(state):
    review = ReviewFactory(case_study=CaseStudyFactory(state=state))

    assert waiting(review.reviewer, "casereview") == []


def test_review_waits_for_its_reviewer_alone_while_the_role_lasts(coordinator, affiliate_admin, wmf_staff):
    study = CaseStudyFactory(filed=True, affiliate=coordinator.affiliate)
    ReviewFactory(case_study=study, reviewer=coordinator)

    assert len(waiting(coordinator, "casereview")) == 1
    assert [waiting(each, "casereview") for each in (affiliate_admin, wmf_staff, study.author)] == [[]] * 3
    end_role(coordinator.memberships.get(), by=affiliate_admin)
    assert waiting(coordinator, "casereview") == []


@pytest.mark.parametrize("ended_at", [None, timezone.now()])
def test_review_waits_no_longer_for_who_has_come_to_write_along(wmf_staff, ended_at):
    review = ReviewFactory(reviewer=wmf_staff)
    CoAuthor.objects.create(
        case_study=review.case_study,
        user=wmf_staff,
        invited_by=review.case_study.author,
        accepted_at=timezone.now(),
        ended_at=ended_at,
    )

    assert waiting(wmf_staff, "casereview") == []
    assert not Review.objects.waiting().exists()


def test_changes_wait_for_all_who_write_it(wmf_staff):
    study = CaseStudyFactory(handed_back=True, title="Maps")
    ReviewFactory(case_study=study, reviewer=wmf_staff, asks_changes=True, decided_at=moments_ago(3))
    together, left = UserFactory(), UserFactory()
    for user, ended_at in ((together, None), (left, timezone.now())):
        CoAuthor.objects.create(
            case_study=study,
            user=user,
            invited_by=study.author,
            accepted_at=timezone.now(),
            ended_at=ended_at,
        )

    said = [("Maps", f"changes asked · {words.day(moments_ago(3))}")]
    assert [waiting(each, "casechanges") for each in (study.author, together, left, wmf_staff)] == [
        said,
        said,
        [],
        [],
    ]
    CaseStudy.objects.update(state="filed")
    assert waiting(study.author, "casechanges") == []
