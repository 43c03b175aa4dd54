# SPDX-License-Identifier: GPL-3.0-or-later
"""The file for a person holds each value of theirs and none of anybody else's."""

import json

import pytest
from django.utils import timezone

from accounts.actions import make_token
from journal.models import Entry
from partnerships import actions
from privacy.exporting import collect
from teamwork.models import Task
from tests.factories import (
    AdvocateFactory,
    CaseStudyFactory,
    CommitmentFactory,
    InstitutionFactory,
    MouFactory,
    NoteFactory,
    PartnershipFactory,
    SavedViewFactory,
    TaskFactory,
    member,
)
from tests.factories.agreements import SignatoryFactory
from tests.people import sign_in_freshly
from tests.privacy.searching import have_searched

pytestmark = pytest.mark.django_db

OWN = [
    "Zirconia Quicksilver", "zq@pondmuseum.example", "+33 555 019 977", "https://zq.example/me", "Zircosilver",
    "Keeper of prints", "met at a fair in Lyon", "said so in a letter", "tired of meetings", "win back with tea",
    "signs as Z. Q.", "brings the prints", "Zirconia Formerly", "formerly@pondmuseum.example", "asked us to keep it",
]  # fmt: skip
OTHERS = [
    "Bo Brook",
    "bo@brook.example",
    "Brooksilver",
    "Bo is ill",
    "Secret colleague",
    "colleague@wiki.example",
]


@pytest.fixture
def advocate(coordinator):
    type(coordinator).objects.filter(pk=coordinator.pk).update(
        wiki_username="Secret colleague", email="colleague@wiki.example"
    )
    coordinator.refresh_from_db()
    affiliate = coordinator.affiliate = coordinator.memberships.get().affiliate
    partnership = PartnershipFactory(affiliate=affiliate, lead=coordinator)
    advocate = actions.introduce_advocate(
        partnership.institution, affiliate, by=coordinator, name="Zirconia Formerly", post="Keeper of prints",
        email="formerly@pondmuseum.example", phone="+33 555 019 977", source_note="met at a fair in Lyon",
    )  # fmt: skip
    advocate = actions.correct_advocate(advocate, version=1, by=coordinator, name="Zirconia Quicksilver")
    actions.remove_address(advocate.addresses.get(kind="email"), by=coordinator)
    for kind, value in (("email", "zq@pondmuseum.example"), ("web", "https://zq.example/me")):
        actions.add_address(advocate, by=coordinator, kind=kind, label="private", value=value)
    advocate = actions.note_consent(
        advocate, version=advocate.version, by=coordinator, wiki_username="Zircosilver",
        wiki_consent_on=timezone.localdate(), wiki_consent_note="said so in a letter",
    )  # fmt: skip
    advocate = actions.plan_to_win_back(
        advocate, version=advocate.version, by=coordinator, plan="win back with tea", plan_on=None
    )
    advocate = actions.renew_advocate(
        advocate, version=advocate.version, by=coordinator, reason="asked us to keep it"
    )
    actions.note_contact(advocate, by=coordinator, channel="call", note="tired of meetings")
    mou = MouFactory(partnership=partnership)
    SignatoryFactory(mou=mou, name="signs as Z. Q.", advocate=advocate)
    CommitmentFactory(mou=mou, what="brings the prints", advocate=advocate)
    other = actions.introduce_advocate(
        InstitutionFactory(), affiliate, by=coordinator, name="Bo Brook", email="bo@brook.example",
        wiki_username="Brooksilver", wiki_consent_on=timezone.localdate(), wiki_consent_note="x",
    )  # fmt: skip
    actions.note_contact(other, by=coordinator, channel="call", note="Bo is ill")
    actions.relate(other, advocate, by=coordinator, kind="works_with")
    NoteFactory(
        thread_kind="partnerships.partnership", thread_id=partnership.pk, affiliate=affiliate,
        author=coordinator, text="Zirconia Quicksilver works with Bo Brook",
    )  # fmt: skip
    return advocate


def test_an_advocates_file_holds_all_of_theirs_and_none_of_others(client, coordinator, advocate):
    admin = member("admin", coordinator.affiliate)
    have_searched(advocate, admin)
    sign_in_freshly(client, admin)

    answer = client.post(f"/advocates/{advocate.pk}/data/export/")

    assert answer["Content-Type"].startswith("application/json")
    assert answer["Content-Disposition"] == f'attachment; filename="person-{advocate.pk}.json"'
    assert "no-store" in answer["Cache-Control"]
    said = json.loads(answer.content)
    text = json.dumps(said, ensure_ascii=False)
    assert [value for value in OWN if value not in text] == []
    assert [value for value in OTHERS if value in text] == []
    assert "teamwork.note" in {each["table"] for each in said["named_in"]}
    assert Entry.objects.get(verb="advocate.exported").actor == admin


def test_only_administrators_make_the_file(client, coordinator, viewer, stranger, advocate):
    answers = {}
    for user in (coordinator, viewer, stranger):
        sign_in_freshly(client, user)
        answers[user.pk] = client.post(f"/advocates/{advocate.pk}/data/export/").status_code

    assert list(answers.values()) == [403, 403, 404]
    assert not Entry.objects.filter(verb="advocate.exported").exists()


def test_a_users_file_holds_all_of_theirs_and_none_of_others(coordinator, advocate):
    user = member(
        "coordinator",
        coordinator.affiliate,
        wiki_username="Zircosilver",
        email="z@wiki.example",
        skills=["events"],
    )
    partnership = PartnershipFactory(
        affiliate=coordinator.affiliate, lead=user, notes="Secret colleague said no"
    )
    NoteFactory(
        thread_kind="partnerships.partnership", thread_id=partnership.pk, affiliate=coordinator.affiliate,
        author=user, text="my own note",
    )  # fmt: skip
    study = CaseStudyFactory(author=user, title="my own draft")
    study.sections.create(key="summary", text="my own words")
    SavedViewFactory(owner=user, name="my own view", query="q=posters")
    TaskFactory(
        thread_kind="partnerships.partnership", thread_id=partnership.pk, affiliate=coordinator.affiliate,
        title="Ask Bo Brook", assignee=user, made_by=coordinator,
    )  # fmt: skip
    actions.note_contact(
        AdvocateFactory(affiliate=coordinator.affiliate), by=user, channel="call", note="Bo is ill"
    )

    told = collect(user)
    text = json.dumps(told, default=str)
    own = (
        "Zircosilver",
        "z@wiki.example",
        "events",
        "my own note",
        "my own draft",
        "my own words",
        "my own view",
    )
    assert [value for value in own if value not in text] == []
    assert [value for value in OTHERS if value in text] == []
    assert len(told["held"]["teamwork.task.assignee"]) == Task.objects.filter(assignee=user).count() == 1


def test_no_secret_is_in_the_file(volunteer):
    volunteer.set_password("a long and secret password")
    volunteer.save()
    _token, secret = make_token(volunteer, days=30)

    text = json.dumps(collect(volunteer), default=str)

    assert volunteer.password not in text
    assert secret[:8] not in text
