# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of a review: the queue, the text with what is said beside it, the verdict, and the slots elsewhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import end_role
from casestudies.models import CaseStudy
from reviews import actions
from reviews.models import Comment, Review
from tests.factories import CaseStudyFactory, CommentFactory, ReviewFactory, UserFactory, member
from tests.factories.together import CoAuthorFactory
from tests.factories.wiki import WikiCredentialFactory
from tests.reviews.conftest import file_again, rewrite

pytestmark = pytest.mark.django_db
QUEUE = "/case-studies/reviews/"
HTMX = {"HX-Request": "true"}


def of(name, row):
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.fixture
def reviewer(client, coordinator):
    client.force_login(coordinator)
    return client


def titles(page):
    return [each.title for each in page.context["page_obj"]]


def filed_by(affiliate, **facts):
    return CaseStudyFactory(filed=True, affiliate=affiliate, filed_at=timezone.now(), **facts)


def test_queue_shows_what_waits_longest_first_and_nobodys_own(reviewer, coordinator, stranger):
    ours = coordinator.affiliate
    second = filed_by(ours, title="Second")
    first = filed_by(ours, title="First")
    CaseStudy.objects.filter(pk=first.pk).update(filed_at=timezone.now() - timezone.timedelta(days=9))
    filed_by(stranger.affiliate, title="Another's")
    filed_by(ours, title="My own", author=coordinator)
    CaseStudyFactory(title="A draft", affiliate=ours)

    assert titles(reviewer.get(QUEUE)) == [first.title, second.title]


def test_withdrawn_ones_leave_the_queue(reviewer, filed):
    assert titles(reviewer.get(QUEUE)) == ["Maps"]

    CaseStudy.objects.filter(pk=filed.pk).update(state="withdrawn")

    assert titles(reviewer.get(QUEUE)) == []


def test_queue_is_narrowed_to_mine_and_to_what_nobody_has(reviewer, coordinator, affiliate_admin):
    ours = coordinator.affiliate
    colleague = member("coordinator", ours)
    for user, title in ((coordinator, "Mine"), (colleague, "Theirs"), (None, "Nobody's")):
        study = filed_by(ours, title=title, country="FR" if user else "DE")
        if user:
            ReviewFactory(case_study=study, reviewer=user)

    assert titles(reviewer.get(QUEUE, {"whose": "mine"})) == ["Mine"]
    assert titles(reviewer.get(QUEUE, {"whose": "unassigned"})) == ["Nobody's"]
    assert titles(reviewer.get(QUEUE, {"country": "FR", "q": "theirs"})) == ["Theirs"]
    end_role(colleague.memberships.get(), by=affiliate_admin)
    assert str(colleague) not in reviewer.get(QUEUE).text
    assert titles(reviewer.get(QUEUE, {"whose": "unassigned"})) == ["Theirs", "Nobody's"]


def test_queue_shows_what_was_handed_back_or_accepted_when_asked(reviewer, coordinator):
    for state in ("changes", "accepted"):
        CaseStudyFactory(affiliate=coordinator.affiliate, state=state, title=state)

    assert [titles(reviewer.get(QUEUE, {"state": each})) for each in ("changes", "accepted", "draft")] == [
        ["changes"],
        ["accepted"],
        [],
    ]


@pytest.mark.parametrize("count", [10, 100])
def test_queue_costs_the_same_at_10_and_100(
    reviewer, coordinator, affiliate_admin, django_assert_num_queries, count
):
    for _ in range(count):
        study = filed_by(coordinator.affiliate)
        ReviewFactory(case_study=study, reviewer=affiliate_admin)
        CommentFactory(case_study=study, author=affiliate_admin)

    with django_assert_num_queries(6):
        page = reviewer.get(QUEUE)

    assert page.context["page_obj"].paginator.count == count


@pytest.mark.parametrize("count", [10, 100])
def test_review_costs_the_same_however_much_was_said(
    reviewer, filed, coordinator, django_assert_num_queries, count
):
    ReviewFactory(case_study=filed, reviewer=coordinator)
    for _ in range(count):
        comment = CommentFactory(case_study=filed, section="goals")
        CommentFactory(case_study=filed, thread=comment)

    with django_assert_num_queries(12):
        page = reviewer.get(of("review", filed))

    assert page.context["open_count"] == count


def test_review_shows_text_and_comments_by_section_the_empty_ones_too(reviewer, filed):
    CommentFactory(case_study=filed, section="goals", text="Whom?")

    page = reviewer.get(of("review", filed))

    passages = {each.key: each for each in page.context["passages"]}
    assert list(passages) == [
        "summary",
        "context",
        "goals",
        "implementation",
        "outcomes",
        "reflection",
        "resources",
    ]
    assert "Reach." in passages["goals"].html
    assert [each.comment.text for each in passages["goals"].threads] == ["Whom?"]
    assert page.text.count("Nothing is written here yet.") == 6


def test_what_people_say_is_shown_as_they_typed_it(reviewer, filed, coordinator):
    said = "<script>alert(1)</script> '''bold'''"
    CommentFactory(case_study=filed, text=said, quote="<b>q</b>")
    ReviewFactory(case_study=filed, reviewer=coordinator, asks_changes=True, summary=said)

    text = reviewer.get(of("review", filed)).text

    assert "<script>alert" not in text
    assert "<b>q</b>" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt; &#x27;&#x27;&#x27;bold") == 2


def test_reviewer_takes_it_keeps_answers_and_accepts(reviewer, filed, coordinator):
    assert reviewer.get(of("review", filed)).context["form"] is None
    reviewer.post(of("take", filed))
    kept = {"version": filed.version, "decision": "keep", "answer_unique": "yes", "note_unique": "New here."}

    assert reviewer.post(of("review", filed), kept).status_code == 302
    form = reviewer.get(of("review", filed)).context["form"]
    assert (form["answer_unique"].value(), form["note_unique"].value()) == ("yes", "New here.")
    assert CaseStudy.objects.get().state == "filed"
    answer = reviewer.post(of("review", filed), kept | {"decision": "accept", "summary": "Thank you."})

    assert answer.status_code == 302
    assert CaseStudy.objects.get().state == "accepted"
    assert Review.objects.get().answers == {"unique": {"answer": "yes", "note": "New here."}}


def test_stale_page_is_refused_and_keeps_what_was_typed(reviewer, filed, coordinator):
    reviewer.post(of("take", filed))
    actions.ask_for_changes(filed, version=filed.version, by=coordinator, summary="More.")
    rewrite(filed, goals="Another text.")
    current = file_again(filed)

    answer = reviewer.post(
        of("review", filed), {"version": filed.version, "decision": "accept", "summary": "Fine as it is."}
    )

    assert answer.status_code == 409
    assert "Fine as it is." in answer.text
    assert "Another text." in answer.text
    assert answer.context["form"]["version"].value() == current.version
    assert CaseStudy.objects.get().state == "filed"


def test_changes_without_a_word_are_refused_on_the_form(reviewer, filed):
    reviewer.post(of("take", filed))

    answer = reviewer.post(of("review", filed), {"version": filed.version, "decision": "changes"})

    assert answer.status_code == 422
    assert "Say what is to be changed" in answer.text


def test_reviewer_who_lost_the_role_has_no_page_with_the_next_request(
    reviewer, filed, coordinator, affiliate_admin
):
    reviewer.post(of("take", filed))
    end_role(coordinator.memberships.get(), by=affiliate_admin)

    assert reviewer.get(of("review", filed)).status_code == 404
    assert reviewer.get(QUEUE).status_code == 403
    sent = {"version": filed.version, "decision": "accept"}
    assert reviewer.post(of("review", filed), sent).status_code == 404


def test_assign_gives_it_to_somebody_instead(reviewer, filed, coordinator, affiliate_admin, stranger):
    reviewer.post(of("take", filed))
    mine = Review.objects.get()
    shown = reviewer.get(of("assign", filed)).context["form"]
    assert set(shown.fields["reviewer"].queryset) == {coordinator, affiliate_admin}
    assert reviewer.post(of("assign", filed), {"reviewer": stranger.pk}).status_code == 422

    reviewer.post(
        of("assign", filed), {"reviewer": affiliate_admin.pk, "instead": mine.pk, "due_on": "2030-01-31"}
    )

    now = Review.objects.open().get()
    assert (now.reviewer, str(now.due_on)) == (affiliate_admin, "2030-01-31")


def test_let_go_gives_it_back(reviewer, filed):
    reviewer.post(of("take", filed))

    reviewer.post(of("let-go", Review.objects.get()))

    assert not Review.objects.open().exists()


def test_author_reads_the_same_page_without_a_verdict_answers_and_settles(client, filed, coordinator):
    actions.assign(filed, coordinator, by=coordinator)
    comment = actions.say(filed, by=coordinator, section="goals", text="Whom?")
    client.force_login(filed.author)

    page = client.get(of("review", filed))
    assert (page.context["form"], page.context["may_take"], page.context["may_assign"]) == (
        None,
        False,
        False,
    )
    client.post(of("comment", filed), {"section": "goals", "thread": comment.pk, "text": "Schools."})
    answer = client.post(of("resolve", comment))

    assert answer.url == f"{of('review', filed)}#comment-{comment.pk}"
    comment.refresh_from_db()
    assert comment.resolved_by == filed.author
    assert comment.answers.get().text == "Schools."


def test_accepted_one_is_published_by_its_author_not_by_who_writes_along(client, author, filed, coordinator):
    share = CoAuthorFactory(case_study=filed, writing=True)
    CaseStudy.objects.filter(pk=filed.pk).update(state=CaseStudy.State.ACCEPTED)
    address = reverse("casestudies:publish", args=[filed.pk])

    offered = {}
    for user in (author, share.user, coordinator):
        client.force_login(user)
        offered[user] = address in client.get(of("review", filed)).text

    assert offered == {author: True, share.user: False, coordinator: False}


def test_comment_by_htmx_answers_with_the_threads_of_its_section(reviewer, filed):
    answer = reviewer.post(of("comment", filed), {"section": "goals", "text": "Whom?"}, headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.strip().startswith('<div class="threads stack" id="threads-goals"')
    assert "Whom?" in answer.text
    settled = reviewer.post(of("resolve", Comment.objects.get()), headers=HTMX)
    assert "Reopen" in settled.text


def test_comment_too_long_is_refused_and_kept_in_the_field(reviewer, filed):
    text = "x" * 5001

    by_htmx = reviewer.post(of("comment", filed), {"section": "goals", "text": text}, headers=HTMX)
    plain = reviewer.post(of("comment", filed), {"section": "goals", "text": text})

    assert (by_htmx.status_code, plain.status_code) == (422, 422)
    assert text in by_htmx.text
    assert text in plain.text
    assert not Comment.objects.exists()


def test_comment_of_many_lines_is_as_long_as_its_field_counts_it(reviewer, filed):
    text = "x\r\n" * 2500  # 5,000 signs as browsers count and people read

    sent = reviewer.post(of("comment", filed), {"section": "goals", "text": f"{text[:-2]}x"})

    assert sent.status_code == 302
    assert Comment.objects.get().text.count("\n") == 2499


def test_comment_on_what_is_withdrawn_is_refused_in_words(client, filed):
    CaseStudy.objects.filter(pk=filed.pk).update(state="withdrawn")
    client.force_login(filed.author)

    answer = client.post(of("comment", filed), {"text": "Hello"})

    assert answer.status_code == 422
    assert "Comments belong to a review" in answer.text


def test_slot_says_where_it_stands_to_those_it_is_for(client, filed, coordinator, viewer):
    ReviewFactory(case_study=filed, reviewer=coordinator)
    CommentFactory(case_study=filed, text="Whom?")
    client.force_login(filed.author)
    inside = client.get(of("of-case-study", filed), headers=HTMX).text
    client.force_login(viewer)
    outside = client.get(of("of-case-study", filed), headers=HTMX).text

    assert str(coordinator) in inside
    assert "It waits for a verdict" in inside
    assert "1 comment is not settled yet." in inside
    assert str(coordinator) not in outside
    assert "Whom?" not in inside + outside


def test_slot_of_a_public_one_says_nothing_to_others(client):
    published = CaseStudyFactory(published=True)
    client.force_login(UserFactory())

    assert client.get(of("of-case-study", published), headers=HTMX).text.strip() == ""


def test_hints_show_open_comments_and_what_is_missing(client, draft, coordinator):
    client.force_login(draft.author)
    assert client.get(of("hints", draft)).context["completeness"].points == 5

    filed = file_again(draft)
    actions.say(filed, by=coordinator, section="goals", text="Whom?")
    settled = actions.say(filed, by=coordinator, text="Well done.")
    actions.resolve(settled, by=coordinator)

    text = client.get(of("hints", filed), headers=HTMX).text
    assert "Whom?" in text
    assert "Well done." not in text


def test_api_tells_nothing_of_a_review(client, filed, coordinator):
    ReviewFactory(case_study=filed, reviewer=coordinator, summary="Between us")
    CommentFactory(case_study=filed, text="Between us")

    for user in (filed.author, coordinator):
        client.force_login(user)
        assert "Between us" not in client.get(f"/api/v1/case-studies/{filed.pk}/").text


def test_publish_page_says_why_not_yet_and_sends_nothing(client, filed):
    WikiCredentialFactory(user=filed.author)
    client.force_login(filed.author)
    address = reverse("casestudies:publish", args=[filed.pk])

    shown = client.get(address)
    sent = {
        "form_key": "11111111-2222-4333-8444-555555555555",
        "version": filed.version,
        "title": "GLAM/Case studies/Maps",
        "summary": "A case study",
    }
    answer = client.post(address, sent)

    assert "once a reviewer has accepted it" in shown.text
    assert " disabled" in shown.text
    assert answer.status_code == 422
    assert "A reviewer accepts a case study before it goes to the wiki" in answer.text
    reader = client.get(filed.get_absolute_url())
    assert "once a reviewer has accepted it" in reader.text
    assert address not in reader.text
