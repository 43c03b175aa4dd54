# SPDX-License-Identifier: GPL-3.0-or-later
"""What a local start fills in, keeps, and refuses in one line."""

import os
import stat

import pytest
from cryptography.fernet import Fernet

from glamwiki.local.commands import last_words
from glamwiki.local.environment import (
    BadEnvironment,
    filled_in,
    refuse_bad,
    secret_key,
    token_key,
    wanted_port,
)


def test_key_of_tokens_is_made_once_for_its_owner_and_is_one(tmp_path):
    first = token_key(tmp_path)

    assert token_key(tmp_path) == first
    assert Fernet(first).decrypt(Fernet(first).encrypt(b"x")) == b"x"
    assert stat.S_IMODE((tmp_path / "token_key").stat().st_mode) == 0o600
    assert filled_in(tmp_path, 8000)["TOKEN_KEYS"] in (first, os.environ.get("TOKEN_KEYS"))


def test_secret_key_is_made_once_for_its_owner(tmp_path):
    first = secret_key(tmp_path)

    assert len(first) >= 50
    assert secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret_key"]


def test_environment_keeps_what_was_set_and_fills_in_the_rest(tmp_path, monkeypatch):
    monkeypatch.setenv("DEBUG", "no")
    monkeypatch.setenv("SITE_URL", "")

    env = filled_in(tmp_path, 8123)

    assert env["DEBUG"] == "no"
    assert env["SITE_URL"] == "http://127.0.0.1:8123"
    assert env["SECRET_KEY"] == os.environ["SECRET_KEY"]


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "8000.5"])
def test_port_that_is_none_is_refused_by_name(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(BadEnvironment, match=f"PORT is '{text}'"):
        wanted_port()


def test_port_is_8000_unless_set(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    assert wanted_port() == 8000

    monkeypatch.setenv("PORT", "8123")
    assert wanted_port() == 8123


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, value",
    [("WIKI_URL", "outreach"), ("DEBUG", "perhaps"), ("DATABASE_URL", "mysql://x/y"), ("SECRET_KEY", "")],
)
def test_malformed_variable_is_named_in_one_line(name, value):
    with pytest.raises(BadEnvironment) as refusal:
        refuse_bad(os.environ | {name: value})

    assert str(refusal.value).startswith("glamwiki: ")
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "output, words",
    [
        ('Traceback (most recent call last):\n  File "a.py"\n    run()\nValueError: no\n', "ValueError: no"),
        ("CommandError: refused", "CommandError: refused"),
        ("", "it said nothing"),
    ],
)
def test_last_words_are_the_error_without_its_frames(output, words):
    assert last_words(output) == words
