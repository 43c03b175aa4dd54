# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys in addresses and headers open the one door they were made for, whole, in time, and until revoked."""

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone
from knox.models import AuthToken

from accounts.actions import make_token
from accounts.limits import LIMITS
from institutions.forms.items import ReadingField
from institutions.parsing.items import Reading
from tests.factories import UserFactory
from today import actions
from today.links import stop_address
from today.models import Feed

METRICS = secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Keys:
    """One key of each purpose, all of one person, and what each door answers to a key."""

    user: object
    keys: dict[str, str]
    doors: dict


def _opens(path: str, method: str = "get", **headers) -> bool:
    return getattr(Client(), method)(path, headers=headers).status_code == 200


def _comes_in(session_key: str, settings) -> bool:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    return client.get("/account/profile/").status_code == 200


def _says(cookie: str) -> bool:
    request = RequestFactory().get("/")
    request.COOKIES["messages"] = cookie
    return bool(list(CookieStorage(request)))


def _changes_language(csrf: str) -> bool:
    """A form with this token, and the cookie of somebody who never saw it."""
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    answer = client.post("/language/", {"language": "ar", "csrfmiddlewaretoken": csrf})
    return answer.status_code == 302


def _message_cookie() -> str:
    request, response = RequestFactory().get("/"), HttpResponse()
    storage = CookieStorage(request)
    storage.add(20, "said")
    storage.update(response)
    return response.cookies["messages"].value


@pytest.fixture
def made(db, settings) -> Keys:
    settings.METRICS_TOKEN = METRICS
    user = UserFactory()
    client = Client()
    client.force_login(user)
    _feed, feed = actions.make_feed(user)
    _token, api = make_token(user, may_write=True)
    keys = {
        "stop mails": stop_address(user, "digest").split("/")[-2],
        "feed": feed,
        "api": api,
        "metrics": METRICS,
        "reading": ReadingField().prepare_value(Reading(item="Q42", asked="Q42")),
        "session": client.session.session_key,
        "messages": _message_cookie(),
        "csrf": get_token(RequestFactory().get("/")),
        "password reset": default_token_generator.make_token(user),
        "signed for nothing": signing.dumps(["digest", user.pk]),
        "signed for all": signing.Signer(sep=".").sign_object(["digest", user.pk]),
    }
    doors = {
        "stop mails": lambda key: _opens(f"/mail/unsubscribe/{key}/", "post"),
        "feed": lambda key: _opens(f"/feeds/{key}.ics"),
        "api": lambda key: _opens("/api/v1/advocates/", Authorization=f"Token {key}"),
        "metrics": lambda key: _opens("/metrics", Authorization=f"Bearer {key}"),
        "reading": lambda key: ReadingField().clean(key) is not None,
        "session": lambda key: _comes_in(key, settings),
        "messages": _says,
        "csrf": _changes_language,
        "sign-in at the wiki": lambda key: _opens("/accounts/mediawiki/login/callback/?code=x&state=" + key),
    }
    return Keys(user, keys, doors)


# A form's token is worth something only together with the cookie of the same browser.
OWN = {"stop mails", "feed", "api", "metrics", "reading", "session", "messages"}


def test_a_key_opens_its_own_door_and_no_other(made):
    """Eleven kinds of keys at nine doors."""
    opened = {
        (purpose, door)
        for door, opens in made.doors.items()
        for purpose, key in made.keys.items()
        if opens(key)
    }

    assert opened == {(purpose, purpose) for purpose in OWN}
    assert len(made.keys) * len(made.doors) >= 64


@pytest.mark.parametrize("door", ["stop mails", "feed", "api", "metrics", "reading"])
def test_a_key_with_one_byte_changed_opens_nothing(made, door, monkeypatch):
    for action in ("feed.unknown", "mail.stop", "api.wrong_token"):
        monkeypatch.setitem(LIMITS, action, ())
    key, opens = made.keys[door], made.doors[door]
    assert opens(key)

    changed = [
        f"{key[:place]}{'A' if key[place] != 'A' else 'B'}{key[place + 1 :]}" for place in range(len(key))
    ]
    opened = [each for each in [*changed, key[:-1], key[1:], f"{key}A", key.swapcase(), ""] if opens(each)]

    assert opened == []


def test_a_link_names_whom_and_what_it_is_for(made):
    """Of two links for one purpose each does its own thing alone."""
    other = UserFactory()
    Client().post(stop_address(other, "reminders"))

    made.user.refresh_from_db()
    other.refresh_from_db()
    assert (made.user.unwanted_mails, other.unwanted_mails) == ([], ["reminders"])


def test_what_was_signed_for_a_time_is_nothing_after_it(made, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert not made.doors["reading"](made.keys["reading"])
    assert made.doors["api"](made.keys["api"])
    assert made.doors["feed"](made.keys["feed"])

    time_machine.move_to(timezone.now() + timedelta(days=83))
    assert not made.doors["api"](made.keys["api"])
    assert not made.doors["feed"](made.keys["feed"])
    # Whoever finds an old mail may still stop it: the one key that is meant to have no end (docs/adr/0021).
    assert made.doors["stop mails"](made.keys["stop mails"])


@pytest.mark.parametrize("door", ["feed", "api", "session"])
def test_a_revoked_key_opens_nothing_at_the_next_request(made, door):
    assert made.doors[door](made.keys[door])

    if door == "feed":
        actions.revoke_feed(Feed.objects.get(), by=made.user)
    elif door == "api":
        AuthToken.objects.all().delete()
    else:
        made.user.is_active = False
        made.user.save()

    assert not made.doors[door](made.keys[door])


@pytest.mark.parametrize("door", ["feed", "api", "stop mails"])
def test_a_new_key_of_the_platform_takes_signed_links_with_it_and_nothing_else(made, door, settings):
    settings.SECRET_KEY = "another: 0123456789 abcdefghijklmnopqrstuvwxyz"

    assert made.doors[door](made.keys[door]) == (door != "stop mails")
    settings.SECRET_KEY_FALLBACKS = ["for tests only: 0123456789 abcdefghijklmnopqrstuvwxyz"]
    assert made.doors[door](made.keys[door])


def test_keys_are_long_and_the_database_has_none_of_them(made):
    for door in ("feed", "api"):
        key = made.keys[door]
        bits = (
            4 * len(key)
            if set(key) <= set("0123456789abcdef")
            else 8 * len(base64.urlsafe_b64decode(f"{key}=="))
        )
        assert bits >= 128, door

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {name} t")  # noqa: S608  our own tables
            text = cursor.fetchone()[0] or ""
            found += [(table, kind) for kind in ("feed", "api", "stop mails") if made.keys[kind] in text]
    assert len(tables) > 80
    assert found == []


def test_no_door_takes_a_form_without_its_token_but_the_one_in_mails():
    """Nor is there a door that another server calls: such a one would be signed, timed and used once."""
    open_doors = {name for name, view in _views(get_resolver()) if getattr(view, "csrf_exempt", False)}

    assert {name for name in open_doors if not name.startswith(("api:", "schema", "api-docs"))} == {
        "today:unsubscribe"
    }


def _views(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", pattern.callback
