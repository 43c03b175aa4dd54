# SPDX-License-Identifier: GPL-3.0-or-later
"""Showing by the wiki account that one is still oneself; and what else is asked of who comes by the wiki."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User, WikiAccount
from journal.models import Entry
from localwiki.accounts import ADMIN, AUTHOR
from tests import authenticator
from tests.accounts.test_wiki_sign_in import back, sign_in, to_wiki, who
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.wiki]
PROVE, TOKENS = reverse("accounts:prove"), reverse("accounts:tokens")


@pytest.fixture
def author(client, authority):
    """Somebody who signed in by wiki account, a while ago."""
    sign_in(client, authority)
    session = client.session
    del session["proved_at"]
    session.save()
    return User.objects.get()


def test_signing_in_by_the_wiki_is_a_proof(client, authority):
    sign_in(client, authority)

    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 200


def test_going_through_the_wiki_again_is_a_proof_and_leads_back(client, authority, author):
    asked = client.get(f"{PROVE}?next={TOKENS}")
    refused = client.post(TOKENS, {"reach": "read", "days": "30"})

    proven = sign_in(client, authority, prove="1", next=TOKENS)

    assert "Show it by your wiki account" in asked.text
    assert (refused.status_code, proven.url) == (302, TOKENS)
    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 200


def test_wiki_account_of_somebody_else_proves_nothing_and_changes_nobody(client, authority, author):
    answer = sign_in(client, authority, ADMIN.name, prove="1", next=TOKENS)

    assert answer.status_code == 403
    assert who(client) == str(author.pk)
    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 302
    assert WikiAccount.objects.count() == 1
    line = Entry.objects.get(verb="proof.refused")
    assert (line.actor, line.after) == (author, "wiki")


def test_proof_that_comes_back_after_signing_out_signs_nobody_in(client, authority, author):
    address = authority.decide(to_wiki(client, prove="1"), AUTHOR.name)
    state = client.session["socialaccount_states"]
    client.logout()
    session = client.session
    session["socialaccount_states"] = state  # as if it had outlived the session
    session.save()
    client.cookies["session"] = session.session_key

    assert back(client, address).status_code == 403
    assert who(client) is None


def test_answers_swapped_between_two_browsers_are_both_refused(authority):
    one, two = Client(), Client()
    first = authority.decide(to_wiki(one), AUTHOR.name)
    second = authority.decide(to_wiki(two), ADMIN.name)

    answers = [back(one, second), back(two, first)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert who(one) is who(two) is None
    assert not User.objects.exists()


def test_state_of_one_browser_with_the_code_of_another_is_refused(authority):
    one, two = Client(), Client()
    state = dict(parse_qsl(urlsplit(authority.decide(to_wiki(one), AUTHOR.name)).query))["state"]
    code = dict(parse_qsl(urlsplit(authority.decide(to_wiki(two), ADMIN.name)).query))["code"]

    answer = one.get(reverse("accounts:wiki-callback"), {"code": code, "state": state})

    assert answer.status_code == 400
    assert not User.objects.exists()


def test_platform_administrator_is_asked_for_the_second_factor_by_this_door_too(client, authority, author):
    client.logout()
    User.objects.update(is_platform_admin=True)
    set_up = reverse("accounts:second-factor-set-up")

    led = sign_in(client, authority, next=TOKENS)
    secret = client.get(set_up).context["secret"]
    done = client.post(set_up, {"code": authenticator.code(secret)})

    assert led.url == set_up
    assert f'href="{TOKENS}"' in done.text
    assert who(client) == str(author.pk)
    client.logout()
    assert sign_in(client, authority).url == reverse("accounts:second-factor")
    assert who(client) is None


def test_wiki_account_is_connected_by_nobody_at_a_laptop_left_open(client, authority):
    user = UserFactory(wiki_username="")
    client.force_login(user)

    led = client.post(reverse("accounts:wiki-sign-in"), {"connect": "1"})

    assert led.url.startswith(PROVE)
    assert not WikiAccount.objects.exists()


def test_whoever_has_a_second_factor_shows_it_and_the_wiki_alone_is_no_proof(client, authority, author):
    begun_before = authority.decide(to_wiki(client, prove="1", next=TOKENS), AUTHOR.name)
    actions.set_up_second_factor(author, secret="JBSWY3DPEHPK3PXP")

    page = client.get(PROVE).text
    led = client.post(reverse("accounts:wiki-sign-in"), {"prove": "1"})
    returned = back(client, begun_before)

    assert "Show it by your wiki account" not in page
    assert led.url.startswith(PROVE)
    assert returned.url == reverse("accounts:second-factor")
    assert who(client) is None
    assert client.post(TOKENS, {"reach": "read", "days": "30"}).status_code == 302


def test_whose_account_is_closed_meanwhile_is_out(client, authority, author):
    actions.disable_account(author, by=None)

    assert client.get(TOKENS).status_code == 302
    assert sign_in(client, authority).status_code == 403
