# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty platform to the first affiliate with somebody to look after it."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import actions
from accounts.errors import NameTaken, UserNameTaken
from accounts.models import Affiliate, Membership, User
from journal.models import Entry
from tests import authenticator
from tests.factories import AffiliateFactory, MembershipFactory, UserFactory
from tests.people import elevate

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough pass phrase"


def appoint(monkeypatch, password, *words):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("appoint", *words, stdout=io.StringIO())


def test_appointed_administrator_signs_in_and_founds_the_first_affiliate(client, monkeypatch):
    appoint(monkeypatch, PASSWORD, "wrench", "--platform-admin")
    UserFactory(username="keyholder")
    client.post(reverse("login"), {"username": "wrench", "password": PASSWORD})
    phone = reverse("accounts:second-factor-set-up")
    client.post(phone, {"code": authenticator.code(client.get(phone).context["secret"])})

    affiliates, chapter = (
        reverse("accounts:affiliates"),
        {"name": "Wikimedia Erewhon", "kind": "chapter", "country": "NZ"},
    )
    shut = client.post(affiliates, chapter)
    assert (shut.status_code, Affiliate.objects.exists()) == (403, False)
    assert reverse("accounts:elevate") in client.get(affiliates).text
    client.post(reverse("accounts:elevate"), {"reason": "The chapter asked for its first administrator"})
    people = client.post(affiliates, chapter).headers["Location"]
    client.post(people, {"username": "keyholder", "role": "admin"})

    affiliate = Affiliate.objects.get()
    assert (affiliate.name, affiliate.country.code) == ("Wikimedia Erewhon", "NZ")
    assert Membership.objects.get().user.username == "keyholder"
    assert list(Entry.objects.order_by("pk").values_list("verb", "actor__username")) == [
        ("account.added", None),
        ("second_factor.set_up", "wrench"),
        ("session.begun", "wrench"),
        ("door.refused", "wrench"),
        ("platform.elevated", "wrench"),
        ("affiliate.founded", "wrench"),
        ("membership.granted", "wrench"),
    ]


@pytest.mark.parametrize("flags, expected", [((), (False, False)), (("--wmf-staff",), (True, False))])
def test_appoint_gives_no_more_than_asked(monkeypatch, flags, expected):
    appoint(monkeypatch, PASSWORD, "wilma", *flags)

    user = User.objects.get()
    assert (user.is_wmf_staff, user.is_platform_admin) == expected
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", ""])
def test_appoint_refuses_a_weak_password(monkeypatch, password):
    with pytest.raises(CommandError, match="password"):
        appoint(monkeypatch, password, "wilma")

    assert not User.objects.exists()


def test_appoint_refuses_a_taken_name(monkeypatch):
    UserFactory(username="wilma")

    with pytest.raises(CommandError, match="taken"):
        appoint(monkeypatch, PASSWORD, "wilma", "--platform-admin")

    assert not User.objects.get().is_platform_admin


def test_names_are_taken_once():
    AffiliateFactory(name="Wikimedia Erewhon")
    UserFactory(username="wilma")

    with pytest.raises(NameTaken):
        actions.found_affiliate(name="Wikimedia Erewhon", kind="chapter", by=None)
    with pytest.raises(UserNameTaken):
        actions.add_account(username="wilma", password=PASSWORD, by=None)

    assert not Entry.objects.exists()


def test_refusals_stand_on_the_form(client, platform_admin):
    AffiliateFactory(name="Wikimedia Erewhon")
    client.force_login(platform_admin)
    elevate(client)

    answer = client.post(reverse("accounts:affiliates"), {"name": "Wikimedia Erewhon", "kind": "chapter"})

    assert answer.status_code == 422
    assert "There is an affiliate named" in answer.text
    assert Affiliate.objects.count() == 1


def test_administrator_of_an_affiliate_sees_only_that_one(client, affiliate_admin):
    AffiliateFactory(name="Somebody else's")
    client.force_login(affiliate_admin)

    answer = client.get(reverse("accounts:affiliates"))

    assert [affiliate.pk for affiliate in answer.context["page"]] == [affiliate_admin.affiliate.pk]
    assert answer.context["form"] is None


@pytest.mark.parametrize("count", [1, 20])
def test_list_costs_the_same_however_many(client, platform_admin, count, django_assert_num_queries):
    MembershipFactory.create_batch(count)
    client.force_login(platform_admin)
    elevate(client)

    with django_assert_num_queries(5):
        answer = client.get(reverse("accounts:affiliates"))

    assert [affiliate.people for affiliate in answer.context["page"]] == [1] * count
