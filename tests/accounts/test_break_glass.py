# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords of this platform: for emergencies and demos, long enough, whole; and they betray nobody."""

import io
import math
import time
from collections.abc import Iterator
from itertools import islice

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.models import User
from tests.factories import UserFactory, member

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("login")
PASSPHRASE = "a passphrase long enough"
ARGON2 = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def with_password(user):
    user.set_password(PASSPHRASE)
    user.save()
    return user


def tried(username, password=PASSPHRASE):
    client = Client()
    answer = client.post(SIGN_IN, {"username": username, "password": password})
    return client, answer


@pytest.fixture
def wiki(settings):
    """A platform where people sign in by wiki account."""
    settings.WIKI_OAUTH_CLIENT_ID = settings.WIKI_OAUTH_CLIENT_SECRET = "set"


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("fourteen chars", False),
        ("fifteen chars !", True),
        ("x" * 7 + " " + "y" * 7, True),  # no digit, no capital: nothing is prescribed
        ("ünïcødé pässwörd", True),
        ("密码密码密码密码密码密码密码密", True),
        ("1q2w3e4r5t6y7u8i9o0p", False),  # as long as one could wish, and among the first that are tried
        ("123456789987654321", False),
        ("p" * 64 + "q" * 64, True),
        ("", False),
    ],
)
def test_what_passwords_are_taken(password, is_taken):
    try:
        validate_password(password)
    except ValidationError:
        assert not is_taken
    else:
        assert is_taken


@pytest.mark.parametrize("length", [15, 73, 128])
def test_every_letter_of_a_password_counts(length, settings):
    settings.PASSWORD_HASHERS = ARGON2
    password = ("correct horse battery " * 10)[: length - 1] + "!"
    user = actions.add_account(username="wrench", password=password, by=None)

    assert tried(user.username, password)[1].status_code == 302
    assert tried(user.username, password[:-1])[1].status_code == 200


@pytest.mark.parametrize("password", ["1q2w3e4r5t6y7u8i9o0p", "fourteen chars"])
def test_the_command_refuses_weak_ones(monkeypatch, password):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    with pytest.raises(CommandError):
        call_command("appoint", "wrench", "--platform-admin")

    assert not User.objects.exists()


def test_a_fresh_platform_has_no_account(db):
    assert User.objects.count() == 0


def test_the_demo_is_refused_when_debug_is_off(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")

    assert User.objects.count() == 0


@pytest.mark.usefixtures("wiki")
def test_where_people_sign_in_by_wiki_account_passwords_are_for_platform_administrators(settings):
    wmf, admin = with_password(UserFactory(is_wmf_staff=True)), with_password(member("admin"))
    wrench = with_password(UserFactory(is_platform_admin=True))

    refused = [tried(user.username)[1] for user in (wmf, admin)]
    let_on = tried(wrench.username)[1]

    assert {answer.status_code for answer in refused} == {200}
    assert let_on.url == reverse("accounts:second-factor-set-up")
    settings.DEBUG = True
    assert tried(admin.username)[1].url == reverse("home")


def _seen(username, password):
    client, answer = tried(username, password)
    page = answer.text.replace(username, "NAME")
    head, _token, tail = page.partition('csrfmiddlewaretoken" value="')
    return answer.status_code, sorted(answer.cookies), sorted(answer.headers), len(head), len(tail)


@pytest.mark.usefixtures("wiki")
def test_known_and_unknown_names_look_alike():
    known, closed, elsewhere = (with_password(UserFactory(username=f"known-{n}")) for n in range(3))
    actions.disable_account(closed, by=None)
    by_wiki = UserFactory(username="known-3")
    by_wiki.set_unusable_password()
    by_wiki.save()

    seen = {
        "unknown": _seen("nobody-", PASSPHRASE),
        "may not use it": _seen(known.username, PASSPHRASE),
        "wrong": _seen(elsewhere.username, "wrong"),
        "closed": _seen(closed.username, PASSPHRASE),
        "by wiki": _seen(by_wiki.username, PASSPHRASE),
    }

    assert len({str(each[:3]) for each in seen.values()}) == 1, seen
    assert {each[3] for each in seen.values()} == {seen["unknown"][3]}


def _milliseconds(username) -> float:
    cache.clear()  # nobody tries too often
    start = time.process_time()
    answer = tried(username, "a wrong passphrase, long enough")[1]
    took = (time.process_time() - start) * 1000
    assert answer.status_code == 200
    return took


def tries_of_wrong_passwords() -> Iterator[dict[str, float]]:
    """Without end, milliseconds of the processor for a name with a password, one that signs in by the wiki alone, and
    one that nobody has, by turns."""
    with_password(UserFactory(username="known"))
    by_wiki = UserFactory(username="by-wiki")
    by_wiki.set_unusable_password()
    by_wiki.save()
    _milliseconds("warm-up")
    while True:
        yield {name: _milliseconds(name) for name in ("known", "by-wiki", "nobody")}


def test_known_and_unknown_names_take_as_long(settings):
    """A sample; a hundred of each by `make attack ARGS="--only timing"`."""
    settings.PASSWORD_HASHERS = ARGON2
    least = dict.fromkeys(("known", "by-wiki", "nobody"), math.inf)

    # What others do on this machine only adds to the least of some: with more tries it tends to what a try costs.
    for number, took in enumerate(islice(tries_of_wrong_passwords(), 20), start=1):
        least = {name: min(kept, took[name]) for name, kept in least.items()}
        apart = max(least.values()) - min(least.values())
        if number >= 5 and apart < 20:
            break

    assert apart < 20, least


@pytest.mark.parametrize("name", ["known", "by-wiki", "nobody"])
def test_a_wrong_password_is_hashed_once_whether_or_not_somebody_has_the_name(settings, monkeypatch, name):
    """A hash is nearly all that a try costs: one more or less would tell, however fast the machine is."""
    settings.PASSWORD_HASHERS = ARGON2
    with_password(UserFactory(username="known"))
    by_wiki = UserFactory(username="by-wiki")
    by_wiki.set_unusable_password()
    by_wiki.save()
    hashed = []
    for way in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, way, _noting(hashed, getattr(Argon2PasswordHasher, way)))

    _milliseconds(name)

    wanted = Argon2PasswordHasher().params()
    assert [(each.memory_cost, each.time_cost, each.parallelism) for each in hashed] == [
        (wanted.memory_cost, wanted.time_cost, wanted.parallelism)
    ]


def _noting(hashed: list, do):
    """`do`, a hasher's own way, which keeps what each call of it costs."""

    def noting(hasher, password, written):
        is_kept = written.startswith(hasher.algorithm)
        hashed.append(hasher.decode(written)["params"] if is_kept else hasher.params())
        return do(hasher, password, written)

    return noting
