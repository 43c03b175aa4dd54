# SPDX-License-Identifier: GPL-3.0-or-later
"""API tokens: shown once, kept as a digest, dead the moment they are revoked or expire."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts import actions
from accounts.errors import NoRoleThere, TokenLivesTooLong, TooManyTokens
from accounts.models import Membership, TokenScope
from journal.models import Entry
from tests.architecture.matrix import ROUTES, fill
from tests.factories import MembershipFactory, PartnershipFactory, UserFactory, member
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db

INSIDE = "/api/v1/advocates/"


def _get(secret, address=INSIDE):
    return Client().get(address, HTTP_AUTHORIZATION=f"Token {secret}")


def test_the_secret_is_shown_once_and_never_stored(client, volunteer):
    sign_in_freshly(client, volunteer)

    made = client.post(reverse("accounts:tokens"), {"reach": "read", "days": "30"})
    later = client.get(reverse("accounts:tokens"))

    secret, token = made.context["secret"], AuthToken.objects.get()
    assert len(secret) >= 64
    assert secret in made.text
    assert secret not in later.text
    assert token.token_key in later.text
    assert secret not in str(AuthToken.objects.values())
    assert secret not in str(list(Entry.objects.values()))
    assert made["Cache-Control"] == "private, no-store"


def test_a_token_acts_as_its_user(coordinator):
    PartnershipFactory(affiliate=coordinator.affiliate)
    PartnershipFactory()
    _token, secret = actions.make_token(coordinator, days=30)

    response = _get(secret, "/api/v1/partnerships/")

    assert [row["affiliate"] for row in response.json()["results"]] == [coordinator.affiliate.pk]
    assert response["Cache-Control"] == "private, no-store"


def test_a_token_lives_as_long_as_asked(volunteer):
    token, secret = actions.make_token(volunteer, days=30)
    assert timedelta(days=29) < token.expiry - timezone.now() <= timedelta(days=30)
    assert _get(secret).status_code == 200

    AuthToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))

    assert _get(secret).status_code in (401, 403)


def test_a_revoked_token_is_refused_at_the_next_request(client, volunteer):
    token, secret = actions.make_token(volunteer, days=30)
    assert _get(secret).status_code == 200
    sign_in_freshly(client, volunteer)

    client.post(reverse("accounts:revoke-token", args=[token.token_key]))

    assert _get(secret).status_code in (401, 403)
    assert list(Entry.objects.order_by("pk").values_list("verb", "before", "after")) == [
        ("token.made", "", f"{token.token_key} (read)"),
        ("token.revoked", token.token_key, ""),
    ]


def test_a_token_of_a_blocked_account_is_refused(volunteer):
    _token, secret = actions.make_token(volunteer, days=30)
    volunteer.is_active = False
    volunteer.save()

    assert _get(secret).status_code in (401, 403)


@pytest.mark.parametrize("secret", ["", "x", "x y", "x" * 64, "é" * 10, "x" * 5000])
def test_a_token_that_is_none_is_refused(secret):
    assert _get(secret).status_code in (401, 403)


def test_a_public_list_refuses_a_wrong_token_rather_than_answer_as_the_public():
    assert _get("x" * 64, "/api/v1/institutions/").status_code in (401, 403)


def test_nobody_revokes_a_token_of_another(client, volunteer):
    token, secret = actions.make_token(UserFactory(), days=30)
    sign_in_freshly(client, volunteer)

    response = client.post(reverse("accounts:revoke-token", args=[token.token_key]))

    assert response.status_code == 404
    assert _get(secret).status_code == 200


def test_the_page_lists_only_ones_own_tokens(client, volunteer):
    actions.make_token(UserFactory(), days=30)
    mine, _secret = actions.make_token(volunteer, days=30)
    sign_in_freshly(client, volunteer)

    assert list(client.get(reverse("accounts:tokens")).context["tokens"]) == [mine]


def test_make_token_refuses_more_than_twenty_that_work(client, volunteer):
    for _number in range(20):
        token, _secret = actions.make_token(volunteer, days=30)
    sign_in_freshly(client, volunteer)

    with pytest.raises(TooManyTokens):
        actions.make_token(volunteer, days=30)
    refused = client.post(reverse("accounts:tokens"), {"reach": "read", "days": "30"})
    AuthToken.objects.filter(pk=token.pk).update(expiry=timezone.now())
    actions.make_token(volunteer, days=30)

    assert refused.status_code == 422
    assert "You have 20 tokens" in refused.text
    assert AuthToken.objects.count() == 21


@pytest.mark.parametrize("days", ["", "7", "36500", "x", "-1"])
def test_the_form_offers_only_its_own_lifetimes(client, volunteer, days):
    sign_in_freshly(client, volunteer)

    response = client.post(reverse("accounts:tokens"), {"reach": "read", "days": days})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["days"]
    assert not AuthToken.objects.exists()


def _move(partnership, secret):
    return Client().post(
        f"/api/v1/partnerships/{partnership.pk}/stage/",
        {"stage": partnership.stage_id, "version": 1},
        "application/json",
        HTTP_AUTHORIZATION=f"Token {secret}",
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_token_for_reading_changes_nothing_through_any_door_of_the_api(coordinator, method):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    _token, secret = actions.make_token(coordinator)
    doors = [route for name, route in ROUTES if name.startswith("api:")]
    assert len(doors) >= 20

    answers = {
        address: getattr(Client(), method)(address, HTTP_AUTHORIZATION=f"Token {secret}")
        for address in (fill(route, partnership.pk) for route in doors)
    }

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert {answer.json()["detail"] for answer in answers.values()} == {
        "This token reads only. Make one that may change things for this."
    }
    assert _get(secret, f"/api/v1/partnerships/{partnership.pk}/").status_code == 200


def test_a_token_that_may_change_things_is_asked_what_its_owner_is(coordinator):
    own = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    foreign = PartnershipFactory()
    _token, secret = actions.make_token(coordinator, may_write=True)

    assert (_move(own, secret).status_code, _move(foreign, secret).status_code) == (409, 404)


def test_a_token_without_a_scope_reads_and_no_more(coordinator):
    partnership = PartnershipFactory(affiliate=coordinator.affiliate, lead=coordinator)
    token, secret = actions.make_token(coordinator, may_write=True)
    TokenScope.objects.filter(token=token).delete()

    assert _get(secret, f"/api/v1/partnerships/{partnership.pk}/").status_code == 200
    assert _move(partnership, secret).status_code == 403


def test_a_token_for_one_affiliate_reaches_no_other_and_nothing_of_wmf_staff():
    staff = member("coordinator", is_wmf_staff=True)
    second = MembershipFactory(user=staff, role="coordinator").affiliate
    here, there = PartnershipFactory(affiliate=staff.affiliate), PartnershipFactory(affiliate=second)
    PartnershipFactory()
    public = PartnershipFactory(is_public=True, next_step="Ring them")
    _token, secret = actions.make_token(staff, affiliate=second)

    rows = {row["id"]: row for row in _get(secret, "/api/v1/partnerships/").json()["results"]}

    assert rows.keys() == {there.pk, public.pk}
    assert "next_step" in rows[there.pk]
    assert "next_step" not in rows[public.pk]
    assert _get(secret, f"/api/v1/partnerships/{here.pk}/").status_code == 404
    actions.end_role(Membership.objects.get(user=staff, affiliate=second), by=None)
    assert _get(secret, f"/api/v1/partnerships/{there.pk}/").status_code == 404


def test_a_token_is_made_for_an_affiliate_where_one_has_a_role(client, coordinator, stranger):
    sign_in_freshly(client, coordinator)
    asked = {"reach": "write", "days": "90", "affiliate": coordinator.affiliate.pk}

    refused = client.post(reverse("accounts:tokens"), asked | {"affiliate": stranger.affiliate.pk})
    page = client.post(reverse("accounts:tokens"), asked)

    assert refused.status_code == 422
    scope = TokenScope.objects.get()
    assert (scope.may_write, scope.affiliate) == (True, coordinator.affiliate)
    row = page.text.split("<tbody>")[1]
    assert "read and change things" in row
    assert str(coordinator.affiliate) in row
    with pytest.raises(NoRoleThere):
        actions.make_token(coordinator, affiliate=stranger.affiliate)


@pytest.mark.parametrize("days", [0, -1, 366, 36500])
def test_no_token_lives_longer_than_a_year(volunteer, days):
    with pytest.raises(TokenLivesTooLong):
        actions.make_token(volunteer, days=days)
    assert not AuthToken.objects.exists()


def test_a_token_without_an_end_is_refused_and_asking_deletes_none(volunteer):
    _endless, secret = actions.make_token(volunteer)
    AuthToken.objects.update(expiry=None)
    ended, _secret = actions.make_token(volunteer)
    AuthToken.objects.filter(pk=ended.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    assert _get(secret).status_code == 401
    assert AuthToken.objects.count() == 2


def test_tokens_made_before_there_were_scopes_keep_what_they_were_made_for(volunteer):
    now = timezone.now()
    for days in (30, 9999, 30):
        token, _secret = AuthToken.objects.create(volunteer, timedelta(days=days))
    AuthToken.objects.filter(pk=token.pk).update(expiry=None)
    migration = import_module("accounts.migrations.0006_token_scopes")

    migration.keep_what_tokens_were_made_for(apps, None)

    days = sorted((each.expiry - now).days for each in AuthToken.objects.all())
    assert days == [30, 90, 365]
    assert list(TokenScope.objects.values_list("may_write", "affiliate")) == [(True, None)] * 3


def test_the_schema_says_what_tokens_may(client):
    assert "365 days" in client.get("/api/schema/").text
