# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator sets for signing in by wiki account: checked at the start, and leading where forms may lead."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from accounts.checks import people_sign_in_by_the_wiki, wiki_sign_in_is_whole
from glamwiki import env
from glamwiki.csp import sign_in_origins

META = "https://meta.wikimedia.org/w/rest.php"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"WIKI_OAUTH_CLIENT_ID": "", "WIKI_OAUTH_CLIENT_SECRET": "", "TOKEN_KEYS": []}, []),
        ({"WIKI_OAUTH_CLIENT_SECRET": ""}, ["accounts.E001"]),
        ({"WIKI_OAUTH_CLIENT_ID": ""}, ["accounts.E001"]),
        ({"TOKEN_KEYS": []}, ["accounts.E002"]),
        ({"WIKI_OAUTH_URL": "http://meta.wikimedia.org/w/rest.php"}, ["accounts.E003"]),
        ({"WIKI_OAUTH_URL": "http://127.0.0.1:8080/w/rest.php", "OPERATOR_CONTACT": ""}, []),
        ({"OPERATOR_CONTACT": ""}, ["accounts.W001"]),
    ],
)
def test_half_a_configuration_is_named_at_the_start(settings, changed, found):
    whole = {"WIKI_OAUTH_URL": META, "WIKI_OAUTH_CLIENT_ID": "id", "WIKI_OAUTH_CLIENT_SECRET": "secret"}
    for name, value in (whole | changed).items():
        setattr(settings, name, value)

    assert [each.id for each in wiki_sign_in_is_whole(None)] == found


def test_the_check_is_among_those_that_run(settings):
    settings.WIKI_OAUTH_CLIENT_ID = "id"

    assert "accounts.E001" in [each.id for each in run_checks()]


def test_forms_may_lead_to_the_wiki_and_where_wikimedia_sends_them_on():
    assert sign_in_origins(META) == [
        "https://meta.wikimedia.org",
        "https://auth.wikimedia.org",
        "https://login.wikimedia.org",
    ]
    assert sign_in_origins("http://127.0.0.1:81/w/rest.php") == ["http://127.0.0.1:81"]
    assert sign_in_origins("https://wikimedia.org.example/w/rest.php") == ["https://wikimedia.org.example"]


def test_key_that_is_none_ends_the_start_without_being_repeated(monkeypatch, capsys):
    call_command("make_token_key")
    made = capsys.readouterr().out.strip()
    monkeypatch.setenv("TOKEN_KEYS", f"{made},{made}")
    assert env.sealing_keys("TOKEN_KEYS") == [made, made]
    monkeypatch.setenv("TOKEN_KEYS", "mistyped-secret")

    with pytest.raises(SystemExit) as stopped:
        env.sealing_keys("TOKEN_KEYS")

    assert "mistyped-secret" not in str(stopped.value)
    assert "TOKEN_KEYS" in str(stopped.value)


def test_without_a_client_the_operator_is_told_that_people_need_passwords(settings):
    settings.WIKI_OAUTH_CLIENT_ID = ""

    assert [each.id for each in people_sign_in_by_the_wiki(None)] == ["accounts.W004"]
