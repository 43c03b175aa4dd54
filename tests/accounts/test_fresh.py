# SPDX-License-Identifier: GPL-3.0-or-later
"""Before what could do great harm people are asked once more who they are; ten minutes later again."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts.models import Membership
from tests.factories import AdvocateFactory, UserFactory
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db
PROVE, TOKENS, HOME = reverse("accounts:prove"), reverse("accounts:tokens"), reverse("home")
PASSPHRASE = "a passphrase long enough"


@pytest.fixture
def admin(affiliate_admin):
    affiliate_admin.set_password(PASSPHRASE)
    affiliate_admin.save()
    return affiliate_admin


def people(admin):
    return reverse("accounts:people", args=[admin.affiliate.pk])


def test_delicate_doors_ask_a_session_that_never_proved_anything(client, admin, viewer):
    client.force_login(admin)
    advocate = AdvocateFactory(affiliate=admin.affiliate)
    forget = reverse("partnerships:advocate-forget", args=[advocate.pk])
    end = reverse("accounts:end-role", args=[viewer.memberships.get().pk])
    export = reverse("outreach:contributor-export") + "?country=FR"

    answers = [
        client.get(export),
        client.get(forget),
        client.post(forget, {"sure": "on"}),
        client.post(TOKENS, {"reach": "read", "days": "30"}),
        client.post(people(admin), {"username": UserFactory().username, "role": "viewer"}),
        client.post(end),
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.url.startswith(f"{PROVE}?next=") for answer in answers)
    assert answers[0].url == f"{PROVE}?next=%2Fcontributors%2Fexport.csv%3Fcountry%3DFR"
    assert not AuthToken.objects.exists()
    assert Membership.objects.current().filter(affiliate=admin.affiliate).count() == 3
    advocate.refresh_from_db()
    assert advocate.anonymised_at is None


def test_reading_what_is_not_delicate_needs_no_proof(client, admin):
    client.force_login(admin)

    assert client.get(TOKENS).status_code == client.get(people(admin)).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(540, 200), (599, 200), (601, 302), (660, 302)])
def test_a_proof_counts_for_ten_minutes(client, admin, seconds, status):
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
        sign_in_freshly(client, admin)

    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == status


def test_a_proof_from_the_future_is_none(client, admin):
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        sign_in_freshly(client, admin)

    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 302


def test_signing_in_by_the_front_door_is_a_proof(client, admin, demo):
    client.post(reverse("login"), {"username": admin.username, "password": PASSPHRASE})

    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 200


def test_password_again_leads_back_to_what_was_wanted_under_a_new_session_id(client, admin):
    client.force_login(admin)
    before = client.session.session_key
    asked = client.get(reverse("outreach:contributor-export"))

    wrong = client.post(asked.url, {"password": "wrong", "next": "/contributors/export.csv"})
    right = client.post(asked.url, {"password": PASSPHRASE, "next": "/contributors/export.csv"})

    assert (wrong.status_code, right.status_code, right.url) == (422, 302, "/contributors/export.csv")
    assert client.session.session_key != before
    assert client.get(right.url).status_code == 200


def test_a_form_is_not_lost_silently(client, admin):
    client.force_login(admin)

    asked = client.post(
        TOKENS, {"reach": "read", "days": "30"}, headers={"Referer": f"http://testserver{TOKENS}?a=b"}
    )

    assert asked.url == f"{PROVE}?next=%2Faccount%2Ftokens%2F%3Fa%3Db"
    assert "Nothing was changed yet" in client.get(asked.url).text


def test_part_of_a_page_asks_with_the_whole_page(client, admin):
    client.force_login(admin)

    asked = client.post(
        TOKENS,
        {"reach": "read", "days": "30"},
        headers={"HX-Request": "true", "Referer": f"http://testserver{TOKENS}"},
    )

    assert asked["HX-Redirect"] == f"{PROVE}?next=%2Faccount%2Ftokens%2F"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_never_elsewhere(client, admin, elsewhere):
    client.force_login(admin)

    asked = client.post(TOKENS, {"reach": "read", "days": "30"}, headers={"Referer": elsewhere})
    led = client.post(PROVE, {"password": PASSPHRASE, "next": elsewhere})

    assert asked.url == f"{PROVE}?next=%2F"
    assert led.url == HOME


def test_guesses_are_limited_and_then_the_right_one_is_refused_too(client, admin):
    client.force_login(admin)

    answers = [client.post(PROVE, {"password": "wrong"}).status_code for _ in range(10)]
    refused = client.post(PROVE, {"password": PASSPHRASE})

    assert answers == [422] * 10
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
