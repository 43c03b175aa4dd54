# SPDX-License-Identifier: GPL-3.0-or-later
"""Mentors: who is suggested and why, asking within limits, answering, ending; and what nobody is told."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import WikiAccount
from journal.models import Entry
from learning.actions import mentoring as actions
from learning.errors import (
    AlreadyAsked,
    AlreadyMentored,
    AnsweredNo,
    MentorFull,
    NotMentorOfOneself,
    RequestAnswered,
    RequestOver,
    TooManyRequests,
)
from learning.models import FirstPath, Mentor, Mentorship
from learning.reports.mentors import askable, of_directory, offered
from teamwork.models import Notice
from tests.factories import (
    CaseStudyFactory,
    ClaimFactory,
    ContributionFactory,
    ContributorFactory,
    FirstPathFactory,
    InstitutionFactory,
    MentorFactory,
    MentorshipFactory,
    UserFactory,
)
from work.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(volunteer):
    return FirstPathFactory(user=volunteer, country="EG", institution_kind="museum")


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def contributor(name="Amira", country="EG", kind="museum", **facts):
    """Somebody who edited the mirrored page of a case study about such an institution."""
    someone = ContributorFactory(username=name, standing="present", **facts)
    study = CaseStudyFactory(
        mirrored=True, country=country, institution=InstitutionFactory(kind=kind, country=country)
    )
    study.page.kind = "case-study"
    study.page.save()
    ContributionFactory(contributor=someone, page=study.page)
    ClaimFactory(contributor=someone, kind="country", key=country, value=country)
    return someone


def with_account(name):
    user = UserFactory(wiki_username=name)
    WikiAccount.objects.create(user=user, sub=name)
    return user


def test_those_who_offer_it_and_fit_are_suggested_first_with_reasons(path, volunteer):
    MentorFactory(user__wiki_username="Any")
    MentorFactory(user__wiki_username="Best", countries=["EG"], kinds=["museum"])
    MentorFactory(user__wiki_username="Elsewhere", countries=["FR"])
    MentorFactory(user=volunteer)

    found = offered(volunteer, path)

    assert [each.name for each in found] == ["Best", "Any"]
    assert found[0].reasons == (
        "helps in Egypt",
        "knows this kind of institution: museum",
        "speaks English",
    )


def test_who_has_no_room_is_not_offered(path, volunteer):
    full = MentorFactory(at_once=1)
    MentorshipFactory(mentor=full.user, accepted=True)

    assert offered(volunteer, path) == []


def test_contributors_who_worked_with_such_institutions_are_suggested(path, volunteer):
    contributor("Amira")
    contributor("Zoe", country="FR", kind="archive")

    [found] = of_directory(volunteer, path)

    assert found.name == "Amira"
    assert found.reasons == (
        "worked on case studies of this kind of institution: museum",
        "a page places them in Egypt",
    )
    assert found.user is None
    assert found.talk_address.endswith("User_talk:Amira")


def test_only_who_has_an_account_that_the_wiki_vouches_for_is_asked_here(path, volunteer):
    contributor("Amira")
    contributor("Basma")
    pretender, real = UserFactory(wiki_username="Amira"), with_account("Basma")

    users = {each.name: each.user for each in of_directory(volunteer, path)}

    assert users == {"Amira": None, "Basma": real.pk}
    assert askable(volunteer, pretender.pk) is None
    assert askable(volunteer, real.pk) == real


def test_people_of_protected_countries_are_suggested_to_nobody_without_a_role(
    path, volunteer, coordinator, settings
):
    settings.PROTECTED_COUNTRIES = ["EG"]
    contributor("Amira")
    hidden = with_account("Amira")
    MentorFactory(user__wiki_username="Best", countries=["EG"])

    assert of_directory(volunteer, path) == []
    assert offered(volunteer, path) == []
    assert askable(volunteer, hidden.pk) is None
    own = FirstPathFactory(user=coordinator, country="EG", institution_kind="museum")
    assert [each.name for each in of_directory(coordinator, own)] == ["Amira"]


def test_blocked_and_missing_accounts_are_not_suggested(path, volunteer):
    someone = contributor("Amira")
    someone.standing = "blocked"
    someone.save()

    assert of_directory(volunteer, path) == []


def test_asking_tells_by_notice_and_mail(path, volunteer, client):
    mentor = MentorFactory(user=UserFactory(email="m@mentor.example")).user
    client.force_login(volunteer)

    client.post(reverse("learning:mentor-ask", args=[mentor.pk]), {"message": "How do I begin?"})

    notice = Notice.objects.get(user=mentor)
    assert "asks you to be their mentor" in notice.sentence
    message = Message.objects.get(kind="mail")
    assert message.payload["to"] == "m@mentor.example"
    assert "How do I begin" not in str(message.payload)
    assert verbs() == ["mentor.asked"]
    assert mail.outbox == []


def test_somebody_who_is_neither_offered_nor_in_the_directory_cannot_be_asked(path, volunteer, client):
    client.force_login(volunteer)

    response = client.post(reverse("learning:mentor-ask", args=[UserFactory().pk]))

    assert response.status_code == 404
    assert not Mentorship.objects.exists()


def test_asking_has_limits(path, volunteer):
    first, *others = (UserFactory() for _number in range(4))
    with pytest.raises(NotMentorOfOneself):
        actions.ask_mentor(path, volunteer, by=volunteer)
    actions.ask_mentor(path, first, by=volunteer)
    with pytest.raises(AlreadyAsked):
        actions.ask_mentor(path, first, by=volunteer)
    for other in others[:2]:
        actions.ask_mentor(path, other, by=volunteer)

    with pytest.raises(TooManyRequests):
        actions.ask_mentor(path, others[2], by=volunteer)

    assert Mentorship.objects.count() == 3


def test_who_has_said_no_is_not_asked_again(path, volunteer):
    request = MentorshipFactory(path=path)
    actions.decline_request(request, by=request.mentor)

    with pytest.raises(AnsweredNo):
        actions.ask_mentor(path, request.mentor, by=volunteer)


def test_who_is_full_is_neither_asked_nor_accepts_one_more(path, volunteer):
    offer = MentorFactory(at_once=1)
    request = MentorshipFactory(path=path, mentor=offer.user)
    MentorshipFactory(mentor=offer.user, accepted=True)

    with pytest.raises(MentorFull):
        actions.accept_request(request, by=offer.user)
    with pytest.raises(MentorFull):
        actions.ask_mentor(FirstPathFactory(), offer.user, by=volunteer)


def test_accepting_does_the_step_takes_other_requests_back_and_tells(path, volunteer):
    request, other = (MentorshipFactory(path=path, message="Personal words") for _number in range(2))

    actions.accept_request(request, by=request.mentor)

    assert "mentor" in FirstPath.objects.get(pk=path.pk).done
    other.refresh_from_db()
    assert (other.state, other.message) == ("withdrawn", "")
    assert Notice.objects.get(user=volunteer).sentence.endswith("is your mentor now.")
    assert verbs() == ["mentor.accepted", "path.step_done"]
    with pytest.raises(AlreadyMentored):
        actions.ask_mentor(path, UserFactory(), by=volunteer)
    for act in (actions.accept_request, actions.decline_request):
        with pytest.raises(RequestAnswered):
            act(request, by=request.mentor)


def test_a_path_has_one_mentor(path):
    MentorshipFactory(path=path, accepted=True)
    late = MentorshipFactory(path=path)

    with pytest.raises(AlreadyMentored):
        actions.accept_request(late, by=late.mentor)


def test_declining_is_told_kindly_and_forgets_what_was_written(path, volunteer):
    request = MentorshipFactory(path=path, message="Personal words")

    actions.decline_request(request, by=request.mentor)

    request.refresh_from_db()
    assert (request.state, request.message) == ("declined", "")
    assert "says nothing about you" in Notice.objects.get(user=volunteer).sentence


@pytest.mark.parametrize("by_mentor", [True, False])
def test_either_of_the_two_ends_it_and_the_other_is_told(path, volunteer, by_mentor):
    mentorship = MentorshipFactory(path=path, accepted=True, message="Personal words")
    by = mentorship.mentor if by_mentor else volunteer

    actions.end_mentorship(mentorship, by=by)

    mentorship.refresh_from_db()
    assert (mentorship.state, mentorship.message) == ("ended", "")
    assert Notice.objects.get().user == (volunteer if by_mentor else mentorship.mentor)
    with pytest.raises(RequestOver):
        actions.end_mentorship(mentorship, by=by)


def test_a_request_is_taken_back_without_a_word(path, volunteer):
    request = MentorshipFactory(path=path)

    actions.end_mentorship(request, by=volunteer)

    assert not Notice.objects.exists()
    assert verbs() == ["mentor.withdrawn"]


def test_offering_changing_and_stopping(client, volunteer):
    client.force_login(volunteer)
    offer = {"languages": ["en", "ar"], "countries": ["EG"], "at_once": 2}
    address = reverse("learning:mentoring")

    client.post(address, offer)
    client.post(address, offer | {"at_once": 3})

    mentor = Mentor.objects.get()
    assert (mentor.at_once, mentor.languages, mentor.kinds) == (3, ["en", "ar"], [])
    client.post(reverse("learning:mentoring-stop"))
    assert not Mentor.objects.exists()
    assert verbs() == ["mentoring.offered", "mentoring.corrected", "mentoring.stopped"]


def test_mentor_answers_on_the_page(client, path):
    request = MentorshipFactory(path=path, message="How do I begin?")
    client.force_login(request.mentor)
    page = client.get(reverse("learning:mentoring"))
    assert "How do I begin?" in page.text

    client.post(reverse("learning:mentorship-answer", args=[request.pk]), {"answer": "accept"})

    assert Mentorship.objects.get().state == "accepted"


@pytest.mark.parametrize("count", [2, 12])
def test_suggestions_cost_the_same_however_many(client, path, volunteer, count, django_assert_num_queries):
    for number in range(count):
        contributor(f"Someone {number}")
        MentorFactory()
    client.force_login(volunteer)

    with django_assert_num_queries(11):
        client.get(reverse("learning:path-mentors"))
