# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits on the way to a first partnership: the next step for the newcomer, a request for the mentor."""

import pytest

from tests.factories import FirstPathFactory, MentorshipFactory, UserFactory
from tests.today.days import moments_ago, shown, waiting
from today.waiting import Waiting

pytestmark = pytest.mark.django_db


def test_a_request_waits_for_whom_was_asked_until_answered():
    request = MentorshipFactory(path__user__wiki_username="Nadia", asked_at=moments_ago(3))
    MentorshipFactory(mentor=request.mentor, accepted=True)

    assert waiting(request.mentor, "mentor") == [("Nadia asks you to be their mentor", "waiting for 3 days")]
    assert shown(request.path.user) == []
    [line] = Waiting(request.mentor).lines(0, 5)
    assert line.address == "/learning/mentoring/"


def test_who_has_no_wiki_name_is_named_as_they_sign_in():
    request = MentorshipFactory(path__user__wiki_username="", path__user__username="nadia")

    assert waiting(request.mentor, "mentor") == [("nadia asks you to be their mentor", "asked today")]


def test_a_path_that_rests_waits_with_its_next_step():
    walker = UserFactory()
    FirstPathFactory(user=walker, done={"learn": "2026-01-01"}, stepped_at=moments_ago(9))

    assert waiting(walker, "path") == [("Read two case studies like yours", "not touched for 9 days")]
    [line] = Waiting(walker).lines(0, 5)
    assert line.address == "/learning/first-partnership/#step-read"


def test_a_path_that_is_walked_or_finished_waits_for_nobody():
    FirstPathFactory(user=(walker := UserFactory()), stepped_at=moments_ago(2))
    FirstPathFactory(user=(done := UserFactory()), stepped_at=moments_ago(90), finished_at=moments_ago(90))

    assert waiting(walker, "path") == waiting(done, "path") == []


def test_somebody_elses_path_waits_for_the_newcomer_alone():
    mentorship = MentorshipFactory(accepted=True, path__stepped_at=moments_ago(30))

    assert waiting(mentorship.mentor, "path") == []
