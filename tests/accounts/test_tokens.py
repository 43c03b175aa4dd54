# SPDX-License-Identifier: GPL-3.0-or-later
"""API tokens: shown once, kept as a digest, dead the moment they are revoked or expire."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts import actions
from accounts.errors import TooManyTokens
from journal.models import Entry
from tests.factories import PartnershipFactory, UserFactory
from tests.people import sign_in_freshly

pytestmark = pytest.mark.django_db

INSIDE = "/api/v1/advocates/"


def _get(secret, address=INSIDE):
    return Client().get(address, HTTP_AUTHORIZATION=f"Token {secret}")


def test_the_secret_is_shown_once_and_never_stored(client, volunteer):
    sign_in_freshly(client, volunteer)

    made = client.post(reverse("accounts:tokens"), {"days": "30"})
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
        ("token.made", "", token.token_key),
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
    refused = client.post(reverse("accounts:tokens"), {"days": "30"})
    AuthToken.objects.filter(pk=token.pk).update(expiry=timezone.now())
    actions.make_token(volunteer, days=30)

    assert refused.status_code == 422
    assert "You have 20 tokens" in refused.text
    assert AuthToken.objects.count() == 21


@pytest.mark.parametrize("days", ["", "7", "36500", "x", "-1"])
def test_the_form_offers_only_its_own_lifetimes(client, volunteer, days):
    sign_in_freshly(client, volunteer)

    response = client.post(reverse("accounts:tokens"), {"days": days})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["days"]
    assert not AuthToken.objects.exists()
