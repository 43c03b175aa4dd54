# SPDX-License-Identifier: GPL-3.0-or-later
"""Comments in a review: on sections and on the whole, answered one level deep, settled and opened again."""

import pytest

from accounts.actions import end_role
from casestudies.models import CaseStudy
from journal.models import Entry
from reviews import actions, reports
from reviews.errors import NothingSaid, NotInReview, TooLong
from reviews.models import Comment
from teamwork.models import Notice
from tests.factories import CaseStudyFactory, CommentFactory, ReviewFactory, UserFactory
from tests.reviews.conftest import file_again, rewrite

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notice.objects.filter(user=user, kind="review.comment").values_list("address", flat=True))


def test_comment_knows_whether_its_section_has_changed_since(filed, coordinator):
    actions.assign(filed, coordinator, by=coordinator)
    for section in ("goals", "context", ""):
        actions.say(filed, by=coordinator, section=section, text="More?")
    actions.ask_for_changes(filed, version=filed.version, by=coordinator)
    file_again(filed)
    assert not any(each.is_outdated for found in reports.threads_of(filed).values() for each in found)

    CaseStudy.objects.update(state="changes")
    rewrite(filed, goals="Reach schools.")

    outdated = {key: found[0].is_outdated for key, found in reports.threads_of(filed).items()}
    assert outdated == {"goals": True, "context": False, "": True}


def test_comment_says_which_text_it_is_about_and_tells_the_authors(filed, coordinator):
    comment = actions.say(filed, by=coordinator, section="goals", text=" Reach whom? \r\n", quote="Reach.")

    assert (comment.section, comment.text, comment.quote) == ("goals", "Reach whom?", "Reach.")
    assert comment.version == filed.version
    assert told(filed.author) == [f"/case-studies/{filed.pk}/review/"]
    assert told(coordinator) == []


def test_journal_and_notices_do_not_hold_what_was_said(filed, coordinator):
    actions.say(filed, by=coordinator, section="goals", text="Between us two")

    assert "Between" not in str(list(Entry.objects.values()))
    assert "Between" not in str(list(Notice.objects.values()))
    assert Entry.objects.get(verb="review.commented").after == "Goals"


def test_answer_to_an_answer_joins_the_thread_and_tells_the_reviewers(filed, coordinator, wmf_staff):
    ReviewFactory(case_study=filed, reviewer=wmf_staff)
    comment = actions.say(filed, by=coordinator, section="goals", text="Whom?")
    answer = actions.say(filed, by=filed.author, text="Schools.", thread=comment, section="context")
    again = actions.say(filed, by=coordinator, text="Good.", thread=answer)

    assert answer.thread == again.thread == comment
    assert answer.section == again.section == "goals"
    threads = reports.threads_of(filed)["goals"]
    assert [(each.comment, each.answers) for each in threads] == [(comment, [answer, again])]
    # The reviewer hears of all three, who began the thread of the answer.
    assert len(told(wmf_staff)) == 3
    assert len(told(coordinator)) == 1


def test_who_lost_the_role_is_told_of_no_answer(filed, coordinator, affiliate_admin):
    comment = actions.say(filed, by=coordinator, text="Whom?")
    end_role(coordinator.memberships.get(), by=affiliate_admin)

    actions.say(filed, by=filed.author, text="Schools.", thread=comment)

    assert told(coordinator) == []


@pytest.mark.parametrize(("text", "refusal"), [(" \n", NothingSaid), ("x" * 5001, TooLong)])
def test_say_refuses_nothing_and_too_much(filed, coordinator, text, refusal):
    with pytest.raises(refusal):
        actions.say(filed, by=coordinator, text=text)

    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", ["draft", "withdrawn", "published"])
def test_say_refuses_what_is_not_in_review(coordinator, state):
    case_study = CaseStudyFactory(state="draft")
    if state == "published":
        case_study = CaseStudyFactory(published=True)
    elif state == "withdrawn":
        case_study = CaseStudyFactory(state=CaseStudy.State.WITHDRAWN)

    with pytest.raises(NotInReview):
        actions.say(case_study, by=coordinator, text="Hello")


def test_thread_of_another_case_study_is_not_answered_here(filed, coordinator):
    elsewhere = CommentFactory()

    with pytest.raises(Comment.DoesNotExist):
        actions.say(filed, by=coordinator, text="Hello", thread=elsewhere)


def test_settle_and_open_again_each_once(filed, coordinator):
    comment = actions.say(filed, by=coordinator, text="Whom?")
    answer = actions.say(filed, by=filed.author, text="Schools.", thread=comment)

    settled = actions.resolve(answer, by=filed.author)
    actions.resolve(comment, by=coordinator)
    assert (settled, settled.resolved_by) == (comment, filed.author)
    assert not Comment.objects.unsettled().exists()
    opened = actions.reopen(comment, by=coordinator)

    assert (opened.resolved_at, opened.resolved_by) == (None, None)
    verbs = Entry.objects.filter(verb__in=["review.resolved", "review.reopened"]).order_by("pk")
    assert [each.verb for each in verbs] == ["review.resolved", "review.reopened"]


def test_what_was_said_of_a_section_that_is_gone_stands_with_the_whole(filed, coordinator):
    gone = actions.say(filed, by=coordinator, section="other", text="And this?")
    whole = actions.say(filed, by=coordinator, text="Well done.")

    passages = reports.passages_of(filed)

    assert [thread.comment for thread in passages[-1].threads] == [gone, whole]
    assert [thread.comment for thread in reports.passage_of(filed, "").threads] == [gone, whole]


@pytest.mark.parametrize("count", [1, 10])
def test_threads_cost_the_same_however_many(filed, django_assert_num_queries, count):
    for _ in range(count):
        comment = CommentFactory(case_study=filed, section="goals")
        CommentFactory(case_study=filed, thread=comment, author=UserFactory())

    with django_assert_num_queries(2):
        threads = reports.threads_of(filed)
        assert len(str([(each.comment.author, each.answers[0].author) for each in threads["goals"]])) > 0
