# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing an account: who may, what becomes of drafts and roles, what stays."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.models import Membership, User
from accounts.naming import name_from
from casestudies.models import CaseStudy
from journal.models import Entry
from outreach.models import Contributor
from partnerships.actions import correct_partnership
from privacy.actions import close_account
from privacy.errors import OnlyAdministrator, OnlyPlatformAdministrator
from privacy.models import Erasure
from tests.factories import (
    CaseStudyFactory,
    ContributorFactory,
    NoteFactory,
    NoticeFactory,
    PartnershipFactory,
    SavedViewFactory,
    UserFactory,
    member,
)
from tests.factories.together import CoAuthorFactory
from tests.people import elevate, sign_in_freshly
from work.models import Message

pytestmark = pytest.mark.django_db


def closed(user, **choices) -> User:
    close_account(user, by=user, **choices)
    return User.objects.get(pk=user.pk)


def test_somebody_closes_their_account_and_is_signed_out(client, coordinator):
    User.objects.filter(pk=coordinator.pk).update(
        email="z@wiki.example", skills=["events"], is_wmf_staff=True
    )
    sign_in_freshly(client, coordinator)
    AuthToken.objects.create(user=coordinator)
    SavedViewFactory(owner=coordinator)
    NoticeFactory(user=coordinator)
    other = NoticeFactory(user=UserFactory(), words={"who": str(coordinator), "record": "Museum"})
    Message.objects.create(kind="mail", key="w", payload={"to": "Z@wiki.example", "body": "Hello"})
    sessions = Session.objects.count()

    assert client.get("/account/close/").status_code == 200
    assert client.post("/account/close/", {"drafts": "delete"}).status_code == 422
    answer = client.post("/account/close/", {"drafts": "delete", "sure": "on"}, follow=True)

    assert not answer.wsgi_request.user.is_authenticated
    user = User.objects.get(pk=coordinator.pk)
    assert str(user) == f"Former member #{user.pk}"
    assert not user.is_active
    assert not user.is_wmf_staff
    assert (user.email, user.skills, user.wiki_username, user.has_usable_password()) == ("", [], "", False)
    assert not AuthToken.objects.exists()
    assert not user.saved_views.exists()
    assert not user.notices.exists()
    assert not Membership.objects.current().filter(user=user).exists()
    other.refresh_from_db()
    assert other.words == {"who": f"former member #{user.pk}", "record": "Museum"}
    assert Message.objects.get(key="w").payload == {}
    assert Message.objects.get(key="w").state == "refused"
    assert Session.objects.count() <= sessions
    assert Erasure.objects.get().digests
    assert Entry.objects.get(verb="account.closed").subject_id == user.pk


def test_other_sessions_of_a_closed_account_are_over(coordinator):
    elsewhere = Client()
    sign_in_freshly(elsewhere, coordinator)
    assert elsewhere.get("/today/").status_code == 200

    closed(coordinator)

    assert elsewhere.get("/today/").status_code == 302
    assert not Session.objects.exists()


def test_what_somebody_did_stays_as_a_former_members(client, coordinator, viewer):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    NoteFactory(
        thread_kind="partnerships.partnership",
        thread_id=partnership.pk,
        affiliate=coordinator.affiliate,
        author=coordinator,
        text="We met.",
    )
    name = str(coordinator)

    closed(coordinator)

    sign_in_freshly(client, viewer)
    page = client.get(partnership.get_absolute_url()).text
    assert f"Former member #{coordinator.pk}" in page
    assert name not in page


def test_the_only_administrator_is_refused_in_words(client, affiliate_admin, coordinator):
    sign_in_freshly(client, affiliate_admin)

    page = client.post("/account/close/", {"drafts": "delete", "sure": "on"})

    assert page.status_code == 422
    assert f"You are the only administrator of {coordinator.affiliate}" in page.text
    member("admin", coordinator.affiliate, is_active=False)
    with pytest.raises(OnlyAdministrator):
        closed(affiliate_admin)
    member("admin", coordinator.affiliate)
    assert closed(affiliate_admin).closed_at


def test_the_only_platform_administrator_is_refused(platform_admin):
    with pytest.raises(OnlyPlatformAdministrator):
        closed(platform_admin)


def test_drafts_are_deleted_or_handed_over_as_their_author_says(coordinator, affiliate_admin):
    mine = CaseStudyFactory(author=coordinator, title="Mine alone")
    ours = CaseStudyFactory(author=coordinator, title="Ours")
    friend = UserFactory()
    CoAuthorFactory(case_study=ours, user=friend, accepted_at=timezone.now())
    filed = CaseStudyFactory(author=coordinator, affiliate=coordinator.affiliate, filed=True)
    published = CaseStudyFactory(author=coordinator, published=True)

    closed(coordinator)

    assert not CaseStudy.objects.filter(pk=mine.pk).exists()
    assert not CaseStudy.pgh_event_model.objects.filter(pgh_obj_id=mine.pk).exclude(title="").exists()
    assert CaseStudy.objects.get(pk=ours.pk).author == friend
    assert CaseStudy.objects.get(pk=filed.pk).author_id == coordinator.pk
    assert CaseStudy.objects.get(pk=published.pk).author_id == coordinator.pk


def test_a_draft_may_go_to_an_administrator_of_the_affiliate(coordinator, affiliate_admin):
    mine = CaseStudyFactory(author=coordinator, affiliate=coordinator.affiliate)

    closed(coordinator, drafts="hand_over")

    mine.refresh_from_db()
    assert mine.author == affiliate_admin


@pytest.mark.parametrize(("leaves", "listed"), [(True, 0), (False, 1)])
def test_the_lists_of_contributors_leave_them_out_if_they_want(volunteer, leaves, listed):
    ContributorFactory(username=volunteer.wiki_username)
    ContributorFactory()

    closed(volunteer, leaves_lists=leaves)

    assert Contributor.objects.filter(username__startswith="Wikimedian").count() == listed
    assert Contributor.objects.count() == 1 + listed


def test_a_platform_administrator_closes_it_for_somebody_who_asks(client, platform_admin, volunteer):
    sign_in_freshly(client, platform_admin)
    shut = client.get(f"/accounts/{volunteer.pk}/close/")
    assert (shut.status_code, "/account/elevated/" in shut.text) == (404, True)
    elevate(client)

    answer = client.post(f"/accounts/{volunteer.pk}/close/", {"drafts": "delete", "sure": "on"})

    assert answer.status_code == 302
    assert User.objects.get(pk=volunteer.pk).closed_at
    assert client.get(f"/accounts/{volunteer.pk}/close/").status_code == 404
    assert client.get(f"/accounts/{platform_admin.pk}/close/").status_code == 404


def test_nobody_reads_the_login_of_a_closed_account(client, coordinator, affiliate_admin):
    """Lists that make no object of each row, the timeline, and the page itself say the same words."""
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    other = PartnershipFactory(affiliate=coordinator.affiliate, lead=affiliate_admin)
    correct_partnership(other, version=other.version, by=affiliate_admin, lead=coordinator)
    close_account(coordinator, by=coordinator)
    client.force_login(affiliate_admin)
    former = f"Former member #{coordinator.pk}"

    for address in (
        f"/board/?affiliate={partnership.affiliate_id}",
        "/partnerships/",
        f"/partnerships/{partnership.pk}/",
        f"/partnerships/{other.pk}/",
    ):
        page = client.get(address, follow=True).text
        assert former in page, address
        assert "former-member" not in page, address


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (("", "", "", "former-member-7"), "Former member #7"),
        (("Ada", "", "", "former-member-7"), "Ada"),
        (("", "Ada", "Lovelace", "ada"), "Ada Lovelace"),
        (("", "", "", "former-member-7b"), "former-member-7b"),
    ],
)
def test_a_name_from_values_is_what_the_row_says(values, name):
    wiki, first, last, login = values
    user = User(pk=7, wiki_username=wiki, first_name=first, last_name=last, username=login)
    user.closed_at = timezone.now() if name.startswith("Former") else None

    assert name_from(*values) == name == str(user)
