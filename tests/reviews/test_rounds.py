# SPDX-License-Identifier: GPL-3.0-or-later
"""The rounds of a review: taken, judged by whoever is first, handed back, filed again; and each refusal."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.actions import end_role
from casestudies import actions as casestudies
from casestudies.errors import ChangedMeanwhile, NotADraft, NotFiled
from casestudies.models import CaseStudy, CoAuthor
from journal.models import Entry
from reviews import actions
from reviews.errors import AlreadyJudged, NotAReviewer, OwnWork, SayWhatIsMissing, TakeItFirst
from reviews.models import Review
from reviews.models.access import reviewers_for
from reviews.permissions import may_assign, may_read_review, may_review
from teamwork.models import Notice
from tests.factories import CaseStudyFactory, CommentFactory, ReviewFactory, UserFactory, member
from tests.reviews.conftest import file_again, rewrite
from tests.threads import race
from work.models import Message

pytestmark = pytest.mark.django_db


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def state_of(case_study):
    return CaseStudy.objects.get(pk=case_study.pk).state


def take(case_study, user):
    return actions.assign(case_study, user, by=user)


def coauthor(case_study, user, **ended):
    return CoAuthor.objects.create(
        case_study=case_study, user=user, invited_by=case_study.author, accepted_at=timezone.now(), **ended
    )


def test_filing_tells_those_who_may_review_it(
    filed, coordinator, affiliate_admin, stranger, viewer, wmf_staff
):
    assert told(coordinator) == ["review.waiting"]
    file_again(CaseStudyFactory(affiliate=coordinator.affiliate))
    assert told(affiliate_admin) == ["review.waiting"]
    assert [told(each) for each in (stranger, viewer, wmf_staff, filed.author)] == [[], [], [], []]


def test_take_gives_the_usual_days_and_tells_the_author(filed, coordinator, settings):
    settings.REVIEW_DUE_DAYS = 10

    review = take(filed, coordinator)

    assert (review.round, review.reviewer, review.state) == (1, coordinator, Review.State.OPEN)
    assert review.due_on == timezone.localdate() + timedelta(days=10)
    assert told(filed.author) == ["review.taken"]
    assert Entry.objects.filter(verb="review.taken", actor=coordinator).count() == 1


def test_take_twice_is_taking_it_once(filed, coordinator):
    assert take(filed, coordinator) == take(filed, coordinator)
    assert Entry.objects.filter(verb="review.taken").count() == 1


def test_assign_tells_the_reviewer_by_mail_too(filed, coordinator, wmf_staff):
    wmf_staff.email = "staff@example.org"
    wmf_staff.save()

    actions.assign(filed, wmf_staff, by=coordinator, due_on=timezone.localdate() + timedelta(days=3))

    assert told(wmf_staff) == ["review.asked"]
    assert (
        Message.objects.get(payload__to="staff@example.org").payload["subject"].startswith(str(coordinator))
    )


def test_assign_again_moves_the_day(filed, coordinator, wmf_staff):
    take(filed, wmf_staff)
    day = timezone.localdate() + timedelta(days=30)

    actions.assign(filed, wmf_staff, by=coordinator, due_on=day)

    assert Review.objects.get().due_on == day
    assert Entry.objects.filter(verb="review.moved").count() == 1


def test_assign_refuses_the_author_a_coauthor_and_one_who_has_left_the_writing(filed, coordinator):
    together = member("coordinator", coordinator.affiliate)
    coauthor(filed, together)
    left = UserFactory(is_wmf_staff=True)
    coauthor(filed, left, ended_at=timezone.now())

    for user in (filed.author, together, left):
        with pytest.raises(OwnWork):
            actions.assign(filed, user, by=coordinator)

    assert not Review.objects.exists()


def test_assign_refuses_whose_role_does_not_reach_it(filed, coordinator, stranger, viewer, volunteer):
    for user in (stranger, viewer, volunteer):
        with pytest.raises(NotAReviewer):
            actions.assign(filed, user, by=coordinator)

    assert not Review.objects.exists()


@pytest.mark.parametrize("state", ["draft", "changes", "accepted", "withdrawn"])
def test_assign_refuses_what_is_not_filed(coordinator, state):
    case_study = CaseStudyFactory(affiliate=coordinator.affiliate, state=state)

    with pytest.raises(NotFiled):
        take(case_study, coordinator)


def test_hand_over_moves_the_review_or_leaves_all_as_it_was(filed, coordinator, wmf_staff, stranger):
    review = take(filed, coordinator)

    with pytest.raises(NotAReviewer):
        actions.hand_over(review, stranger, by=coordinator)
    assert list(Review.objects.open()) == [review]
    actions.hand_over(review, wmf_staff, by=coordinator)

    assert [(each.reviewer, each.state) for each in Review.objects.order_by("pk")] == [
        (coordinator, "let-go"),
        (wmf_staff, "open"),
    ]


def test_let_go_can_be_taken_again_and_is_refused_after_a_verdict(filed, coordinator):
    review = take(filed, coordinator)
    actions.let_go(review, by=coordinator)
    actions.let_go(review, by=coordinator)
    again = take(filed, coordinator)
    actions.accept(filed, version=filed.version, by=coordinator)

    with pytest.raises(AlreadyJudged):
        actions.let_go(again, by=coordinator)
    assert again != review


def test_changes_go_back_to_the_authors_who_file_again_with_the_same_reviewers(filed, coordinator, wmf_staff):
    take(filed, coordinator)
    take(filed, wmf_staff)
    together = UserFactory()
    coauthor(filed, together)

    asked = actions.ask_for_changes(filed, version=filed.version, by=coordinator, summary="More numbers.")

    assert state_of(filed) == CaseStudy.State.CHANGES
    assert (asked.verdict, asked.version, asked.summary) == ("changes", filed.version, "More numbers.")
    assert told(filed.author)[-1] == told(together)[-1] == "review.changes"
    assert Message.objects.filter(payload__to="ada@example.org").count() == 1
    assert Review.objects.get(reviewer=wmf_staff).state == Review.State.OVERTAKEN

    rewrite(filed, outcomes="Ten thousand came.")
    again = file_again(filed)

    assert again.state == CaseStudy.State.FILED
    second = Review.objects.open().order_by("pk")
    assert [(each.round, each.reviewer) for each in second] == [(2, coordinator), (2, wmf_staff)]
    assert told(coordinator)[-1] == told(wmf_staff)[-1] == "review.again"
    accepted = actions.accept(again, version=again.version, by=wmf_staff)
    assert (accepted.round, state_of(filed)) == (2, CaseStudy.State.ACCEPTED)


def test_next_round_leaves_out_who_let_go_and_who_lost_the_role(
    filed, coordinator, affiliate_admin, wmf_staff
):
    for user in (coordinator, affiliate_admin, wmf_staff):
        take(filed, user)
    actions.let_go(Review.objects.get(reviewer=wmf_staff), by=wmf_staff)
    actions.ask_for_changes(filed, version=filed.version, by=coordinator, summary="More.")
    end_role(coordinator.memberships.get(), by=affiliate_admin)

    file_again(filed)

    assert [each.reviewer for each in Review.objects.open()] == [affiliate_admin]


def test_ask_for_changes_refuses_to_say_nothing(filed, coordinator):
    take(filed, coordinator)

    with pytest.raises(SayWhatIsMissing):
        actions.ask_for_changes(filed, version=filed.version, by=coordinator, summary=" \n")

    assert state_of(filed) == CaseStudy.State.FILED
    assert Review.objects.get().state == Review.State.OPEN


def test_an_unsettled_comment_says_enough_and_a_settled_one_does_not(filed, coordinator, wmf_staff):
    take(filed, coordinator)
    comment = CommentFactory(case_study=filed, resolved_at=timezone.now(), resolved_by=wmf_staff)
    with pytest.raises(SayWhatIsMissing):
        actions.ask_for_changes(filed, version=filed.version, by=coordinator)

    actions.reopen(comment, by=wmf_staff)
    actions.ask_for_changes(filed, version=filed.version, by=coordinator)

    assert state_of(filed) == CaseStudy.State.CHANGES


@pytest.mark.parametrize("judge", [actions.accept, actions.ask_for_changes])
def test_verdict_on_an_old_text_is_refused(filed, coordinator, judge):
    take(filed, coordinator)
    actions.ask_for_changes(filed, version=filed.version, by=coordinator, summary="More.")
    rewrite(filed, goals="Another text.")
    file_again(filed)

    with pytest.raises(ChangedMeanwhile) as refusal:
        judge(filed, version=filed.version, by=coordinator, summary="Fine.")

    assert "read it again" in refusal.value.messages[0]
    assert state_of(filed) == CaseStudy.State.FILED


@pytest.mark.parametrize("judge", [actions.accept, actions.ask_for_changes])
def test_verdict_is_for_who_has_the_review(filed, coordinator, wmf_staff, judge):
    take(filed, coordinator)

    with pytest.raises(TakeItFirst):
        judge(filed, version=filed.version, by=wmf_staff, summary="Fine.")

    assert state_of(filed) == CaseStudy.State.FILED


def test_reviewer_who_became_a_coauthor_judges_no_more(filed, wmf_staff):
    take(filed, wmf_staff)
    coauthor(filed, wmf_staff)

    with pytest.raises(OwnWork):
        actions.accept(filed, version=filed.version, by=wmf_staff)

    assert state_of(filed) == CaseStudy.State.FILED


def test_second_verdict_is_refused(filed, coordinator, wmf_staff):
    take(filed, coordinator)
    take(filed, wmf_staff)
    actions.accept(filed, version=filed.version, by=coordinator)

    with pytest.raises(NotFiled):
        actions.ask_for_changes(filed, version=filed.version, by=wmf_staff, summary="More.")

    assert state_of(filed) == CaseStudy.State.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_who_press_at_once_make_one_result():
    for _time in range(10):
        case_study = CaseStudyFactory(filed=True)
        first, second = (ReviewFactory(case_study=case_study).reviewer for _ in range(2))
        judgement = {"version": case_study.version, "summary": "So it is."}

        results = race(
            partial(actions.accept, case_study, by=first, **judgement),
            partial(actions.ask_for_changes, case_study, by=second, **judgement),
        )

        assert sorted(type(each).__name__ for each in results) == ["NotFiled", "Review"]
        verdict = Review.objects.decided().get(case_study=case_study).verdict
        wanted = {"accept": CaseStudy.State.ACCEPTED, "changes": CaseStudy.State.CHANGES}[verdict]
        assert state_of(case_study) == wanted


@pytest.mark.django_db(transaction=True)
def test_taking_it_twice_at_once_is_one_review():
    case_study, staff = CaseStudyFactory(filed=True), UserFactory(is_wmf_staff=True)

    race(*[lambda: take(case_study, staff)] * 2)

    assert Review.objects.count() == 1


def test_withdrawn_leaves_the_review_and_takes_no_verdict(filed, coordinator):
    take(filed, coordinator)

    casestudies.withdraw_case_study(filed, by=filed.author)

    assert not Review.objects.waiting().exists()
    with pytest.raises(NotFiled):
        actions.accept(filed, version=filed.version, by=coordinator)


def test_handed_back_can_be_withdrawn_and_accepted_cannot_be_written(filed, coordinator):
    take(filed, coordinator)
    actions.accept(filed, version=filed.version, by=coordinator)

    with pytest.raises(NotADraft):
        rewrite(filed, goals="Later.")
    assert casestudies.withdraw_case_study(filed, by=filed.author).state == CaseStudy.State.WITHDRAWN


def test_who_loses_the_role_loses_the_review(filed, coordinator, affiliate_admin):
    take(filed, coordinator)
    assert Review.objects.waiting().count() == 1

    end_role(coordinator.memberships.get(), by=affiliate_admin)

    former = type(coordinator).objects.get(pk=coordinator.pk)
    assert not may_review(former, filed)
    assert not may_read_review(former, filed)
    assert not Review.objects.waiting().exists()
    assert not Review.objects.visible_to(former).exists()


def test_nobody_reviews_or_assigns_their_own(coordinator, wmf_staff):
    own = CaseStudyFactory(filed=True, author=coordinator, affiliate=coordinator.affiliate)
    coauthor(own, wmf_staff)

    for user in (coordinator, wmf_staff):
        assert not may_review(user, own)
        assert not may_assign(user, own)
        assert user not in reviewers_for(own)


def test_words_of_a_review_are_seen_by_authors_and_reviewers_only(
    filed, coordinator, affiliate_admin, wmf_staff, viewer, stranger, volunteer, platform_admin
):
    review, comment = ReviewFactory(case_study=filed, reviewer=coordinator), CommentFactory(case_study=filed)
    together = UserFactory()
    coauthor(filed, together)

    for user in (filed.author, together, coordinator, affiliate_admin, wmf_staff):
        assert list(Review.objects.visible_to(user)) == [review]
        assert list(type(comment).objects.visible_to(user)) == [comment]
    for user in (viewer, stranger, volunteer, platform_admin):
        assert not Review.objects.visible_to(user).exists()
        assert not type(comment).objects.visible_to(user).exists()


def test_withdrawn_words_are_the_authors_alone(filed, coordinator):
    comment, together = CommentFactory(case_study=filed), UserFactory()
    coauthor(filed, together)
    casestudies.withdraw_case_study(filed, by=filed.author)

    for user, count in ((filed.author, 1), (together, 0), (coordinator, 0)):
        assert type(comment).objects.visible_to(user).count() == count
