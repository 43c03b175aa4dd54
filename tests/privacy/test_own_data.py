# SPDX-License-Identifier: GPL-3.0-or-later
"""Everybody takes along what is held of their own account: all of it, and nothing of anybody else."""

import pytest
from django.urls import reverse

from accounts.actions import correct_profile, make_token
from casestudies.models import Section
from journal.models import Entry
from privacy.actions import accept, note_readings
from tests.factories import AdvocateFactory, CaseStudyFactory, NoteFactory, TaskFactory, UserFactory
from tests.people import sign_in_freshly

FILE = reverse("privacy:own-data-file")


@pytest.fixture
def furnish():
    """Something of each kind for somebody, marked with a word of theirs."""

    def furnish(user, mark):
        user.email = f"{mark}@mail.example"
        user.first_name, user.last_name = f"First{mark}", f"Last{mark}"
        user.save()
        correct_profile(user, by=user, time_zone="Africa/Cairo", skills=["uploads"])
        study = CaseStudyFactory(author=user, title=f"Study{mark}")
        Section.objects.create(case_study=study, key="summary", text=f"Text{mark}")
        NoteFactory(author=user, text=f"Note{mark}")
        TaskFactory(assignee=user, made_by=user, title=f"Task{mark}")
        return make_token(user, days=30)[1]

    return furnish


def test_the_file_holds_all_of_ones_own_and_nothing_of_others(client, volunteer, furnish):
    secret = furnish(volunteer, "Mine")
    furnish(UserFactory(), "Theirs")
    sign_in_freshly(client, volunteer)

    response = client.post(FILE)

    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in response["Cache-Control"]
    held = response.json()
    assert held["person"]["username"] == volunteer.username
    marks = ("Mine@mail.example", "FirstMine", "LastMine", "StudyMine", "TextMine", "NoteMine", "TaskMine")
    assert [mark for mark in marks if mark not in response.text] == []
    assert "Africa/Cairo" in response.text
    assert "Theirs" not in response.text
    assert secret[:15] not in response.text
    assert volunteer.password not in response.text or not volunteer.password


def test_each_list_holds_ones_own_rows_only(client, coordinator, viewer, publish):
    terms, advocate = publish("terms"), AdvocateFactory(affiliate=coordinator.affiliate)
    for user in (coordinator, viewer):
        accept(terms, by=user, language="en")
        note_readings([advocate], by=user, how="page", path="/")
        make_token(user, days=30)
        TaskFactory(assignee=user)
    sign_in_freshly(client, viewer)

    held = client.post(FILE).json()["held"]

    names = (
        "privacy.acceptance.user",
        "privacy.reading.reader",
        "knox.authtoken.user",
        "teamwork.task.assignee",
        "accounts.membership.user",
    )
    assert {name: len(held[name]) for name in names} == dict.fromkeys(names, 1)


def test_the_page_says_what_it_holds_and_no_link_starts_the_download(client, volunteer, furnish):
    furnish(volunteer, "Mine")
    sign_in_freshly(client, volunteer)

    assert ("knox.authtoken.user", 1) in client.get(reverse("privacy:own-data")).context["kinds"]
    assert client.get(FILE).status_code == 405
    assert reverse("privacy:own-data") in client.get(reverse("accounts:profile")).text


def test_it_is_there_for_whoever_does_not_agree_to_the_terms(client, volunteer, shipped):
    sign_in_freshly(client, volunteer)

    assert client.get(reverse("privacy:own-data")).status_code == 200
    assert client.post(FILE).status_code == 200
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_taking_ones_data_along_is_a_line_of_the_journal_and_no_affiliates(client, coordinator):
    sign_in_freshly(client, coordinator)

    client.post(FILE)

    noted = Entry.objects.get(verb="file.exported")
    assert (noted.actor, noted.after, noted.affiliate_id) == (coordinator, "own data", None)
