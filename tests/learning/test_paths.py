# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a first partnership: begun once, walked step by step, seen by nobody but a mentor, and forgotten when left."""

import pytest
from django.urls import reverse

from accounts.permissions import POLICY, Reach
from journal.models import Entry
from learning.actions import paths as actions
from learning.errors import AlreadyOnThePath, StepUnknown
from learning.models import FirstPath, Mentorship
from learning.steps import STEPS
from tests.factories import (
    CaseStudyFactory,
    FirstPathFactory,
    InstitutionFactory,
    MentorshipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PATH = "/learning/first-partnership/"


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_setting_out_is_done_once(volunteer):
    path = actions.start_path(by=volunteer, country="EG", institution_kind="museum")

    with pytest.raises(AlreadyOnThePath):
        actions.start_path(by=volunteer)

    assert (path.country.code, path.institution_kind, path.done) == ("EG", "museum", {})
    assert verbs() == ["path.started"]


def test_the_next_step_is_the_first_that_is_not_done(volunteer):
    path = FirstPathFactory(user=volunteer)

    path = actions.tick_step(path, "learn", is_done=True, by=volunteer)
    path = actions.tick_step(path, "contact", is_done=True, by=volunteer)

    assert path.next_step.code == "read"
    assert path.percent == 22
    assert verbs() == ["path.step_done"] * 2


def test_a_step_is_taken_back_and_twice_the_same_is_nothing_new(volunteer):
    path = FirstPathFactory(user=volunteer)
    for is_done in (True, True, False, False):
        path = actions.tick_step(path, "learn", is_done=is_done, by=volunteer)

    assert path.done == {}
    assert verbs() == ["path.step_done", "path.step_undone"]


def test_there_are_no_other_steps(volunteer):
    with pytest.raises(StepUnknown):
        actions.tick_step(FirstPathFactory(user=volunteer), "fly", is_done=True, by=volunteer)


def test_the_last_step_finishes_the_path_and_taking_one_back_opens_it(volunteer):
    path = FirstPathFactory(user=volunteer)
    for step in STEPS:
        path = actions.tick_step(path, step.code, is_done=True, by=volunteer)
    assert path.finished_at
    assert path.next_step is None

    assert actions.tick_step(path, "meet", is_done=False, by=volunteer).finished_at is None


def test_wishing_for_the_same_writes_nothing(volunteer):
    path = FirstPathFactory(user=volunteer, country="EG")

    actions.wish(path, by=volunteer, country="EG", institution_kind="")
    actions.wish(path, by=volunteer, country="MA", institution_kind="archive")

    assert verbs() == ["path.corrected"]
    assert FirstPath.objects.get().country.code == "MA"


def test_choosing_an_institution_does_the_step(client, volunteer):
    institution = InstitutionFactory(name="Museum of Tides", country="EG")
    FirstPathFactory(user=volunteer, country="EG")
    client.force_login(volunteer)

    page = client.get(f"{PATH}institution/")
    client.post(f"{PATH}institution/", {"institution": institution.pk})

    path = FirstPath.objects.get()
    assert list(page.context["found"]) == [institution]
    assert path.institution == institution
    assert "choose" in path.done
    client.post(f"{PATH}institution/", {"institution": ""})
    assert FirstPath.objects.get().done == {}


def test_leaving_deletes_all_that_was_kept(client, volunteer):
    path = FirstPathFactory(user=volunteer)
    MentorshipFactory(path=path, message="Help me with the Museum of Tides")
    actions.tick_step(path, "learn", is_done=True, by=volunteer)
    client.force_login(volunteer)

    client.post(f"{PATH}leave/")

    assert not FirstPath.objects.exists()
    assert not Mentorship.objects.exists()
    assert {entry.after for entry in Entry.objects.all()} == {""}


def test_with_the_account_goes_the_path(volunteer):
    FirstPathFactory(user=volunteer)

    volunteer.delete()

    assert not FirstPath.objects.exists()


def test_pages_show_the_steps_with_progress(client, volunteer):
    client.force_login(volunteer)
    begin = client.get(PATH)
    client.post(PATH, {"country": "EG", "institution_kind": ""})
    client.post(f"{PATH}step/", {"step": "learn", "done": "on"})

    page = client.get(PATH)

    assert "Set out" in begin.text
    assert [each["step"].code for each in page.context["steps"] if each["is_next"]] == ["read"]
    assert page.context["steps"][0]["done_on"]
    assert 'value="1" max="9"' in page.text


def test_studies_like_what_one_wishes_for_are_offered(client, volunteer):
    FirstPathFactory(user=volunteer, country="EG", institution_kind="museum")
    near = InstitutionFactory(country="EG")
    CaseStudyFactory(mirrored=True, title="Near", institution=near, country="EG")
    client.force_login(volunteer)

    found = client.get(f"{PATH}studies/").context["found"]

    assert [each.case_study.title for each in found] == ["Near"]


def test_nobody_but_a_mentor_sees_a_path(client, volunteer, wmf_staff, platform_admin, coordinator):
    path = FirstPathFactory(user=volunteer)
    mentor, former = UserFactory(), UserFactory()
    MentorshipFactory(path=path, mentor=mentor, accepted=True, message="With my first letter")
    MentorshipFactory(path=path, mentor=former, state="ended")
    address = reverse("learning:path-seen", args=[path.pk])

    def answers(user):
        client.force_login(user)
        return client.get(address).status_code

    assert answers(mentor) == 200
    assert {answers(user) for user in (former, wmf_staff, platform_admin, coordinator)} == {404}
    client.force_login(mentor)
    assert "With my first letter" in client.get(address).text


@pytest.mark.parametrize(("action", "page"), [("path.walk", "path"), ("mentor.offer", "mentoring")])
def test_doors_of_a_first_partnership_ask_the_table(client, volunteer, monkeypatch, action, page):
    client.force_login(volunteer)
    monkeypatch.setitem(POLICY, action, {"admin": Reach.OWN_AFFILIATE})

    answers = [ask(reverse(f"learning:{page}")).status_code for ask in (client.get, client.post)]

    assert answers == [403, 403]
