# SPDX-License-Identifier: GPL-3.0-or-later
"""Guessing passwords ends soon, for one name or from one address; who slips twice still gets in."""

import pytest
from django.urls import reverse

from accounts.limits import LIMITS, Limit, Per
from journal.scrubbing import scrubbed
from tests.factories import UserFactory
from tests.threads import race

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("login")
PASSPHRASE = "a passphrase long enough"


@pytest.fixture
def member(db, monkeypatch):
    few = (Limit(5, 300, Per.KEY), Limit(20, 60, Per.ADDRESS))
    monkeypatch.setitem(LIMITS, "sign_in.password", few)
    user = UserFactory()
    user.set_password(PASSPHRASE)
    user.save()
    return user


def tries(client, username, password="wrong"):
    return client.post(SIGN_IN, {"username": username, "password": password})


def test_sixth_guess_is_refused_and_so_is_the_right_password(client, member):
    answers = [tries(client, member.username).status_code for _ in range(6)]

    refused = tries(client, member.username, PASSPHRASE)

    assert answers == [200] * 5 + [429]
    assert refused.status_code == 429
    assert 290 < int(refused["Retry-After"]) <= 300
    assert "Too many tries" in refused.text
    assert "_auth_user_id" not in client.session


def test_letter_case_makes_no_fresh_start(client, member):
    for name in (member.username, member.username.upper()) * 3:
        last = tries(client, name)

    assert last.status_code == 429


def test_names_that_nobody_has_are_limited_alike(client, member):
    answers = [tries(client, "nobody-of-that-name").status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]


def test_one_address_guesses_at_so_many_names(client, member):
    answers = [tries(client, f"name-{number}").status_code for number in range(21)]

    assert answers == [200] * 20 + [429]


def test_getting_in_forgets_the_slips(client, member):
    for _ in range(3):
        for _ in range(4):
            tries(client, member.username)
        assert tries(client, member.username, PASSPHRASE).status_code == 302
        client.logout()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_one_moment_are_counted_each(client, member):
    answers = race(*[lambda: tries(type(client)(), member.username).status_code] * 12)

    assert answers.count(200) <= 5
    assert set(answers) == {200, 429}


def test_without_valkey_people_still_get_in_and_guesses_still_end(client, member, settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert tries(client, member.username, PASSPHRASE).status_code == 302
    client.logout()
    answers = [tries(client, member.username).status_code for _ in range(6)]

    assert answers == [200] * 5 + [429]
    assert tries(client, member.username, PASSPHRASE).status_code == 429


def test_code_of_a_sign_in_stays_out_of_the_log():
    line = 'GET /accounts/mediawiki/login/callback/?code=def502ab&state=xyz HTTP/1.1" 302'

    assert scrubbed(line) == 'GET /accounts/mediawiki/login/callback/?… HTTP/1.1" 302'
