# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits are exact one after the other, hold at one moment, know who is who, and never end with Valkey."""

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from redis import Redis

from accounts import limits
from accounts.actions import make_token
from accounts.addresses import address_of
from accounts.checks import proxies_are_counted
from accounts.limits import LIMITS, Limit, Per
from accounts.limits.counting import Counts, counts
from tests.factories import CaseStudyFactory, InstitutionFactory, MouFactory, UserFactory
from tests.people import sign_in_freshly
from tests.threads import race

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DEAD = "redis://127.0.0.1:9/0"
EACH = [
    pytest.param(action, limit, id=f"{action}-{limit.per}-{limit.seconds}")
    for action, each in LIMITS.items()
    for limit in each
]


def only(monkeypatch, action, *few):
    monkeypatch.setitem(LIMITS, action, few)


def few(action: str, most: int) -> tuple[Limit, ...]:
    return tuple(replace(limit, most=most) for limit in LIMITS[action])


@pytest.mark.parametrize(("action", "limit"), EACH)
def test_every_limit_is_exact_and_begins_again_after_its_window(action, limit, time_machine):
    time_machine.move_to(NOW, tick=False)
    passed = [counts().spend(action, limit, "somebody") for _number in range(limit.most)]

    waits = [counts().spend(action, limit, "somebody") for _number in range(3)]

    assert set(passed) == {0}
    assert waits == [limit.seconds] * 3
    assert counts().spend(action, limit, "somebody else") == 0
    time_machine.move_to(NOW + timedelta(seconds=limit.seconds), tick=False)
    assert (
        counts().spend(action, limit, "somebody") == 1
    )  # the first second of the window is in it to its end
    time_machine.move_to(NOW + timedelta(seconds=limit.seconds + 1), tick=False)
    again = [counts().spend(action, limit, "somebody") for _number in range(limit.most + 1)]
    assert again[:-1] == passed
    assert again[-1] > 0


def test_there_are_more_than_twelve_limits_and_none_of_nothing():
    assert len(LIMITS) >= 12
    assert all(limit.most > 0 and limit.seconds > 0 for each in LIMITS.values() for limit in each)


def test_a_window_moves_and_is_not_that_of_the_clock(time_machine):
    limit, second = Limit(2, 60, Per.KEY), timedelta(seconds=1)
    time_machine.move_to(NOW, tick=False)
    assert counts().spend("x", limit, "a") == 0
    time_machine.move_to(NOW + 59 * second, tick=False)
    assert counts().spend("x", limit, "a") == 0

    time_machine.move_to(NOW + 61 * second, tick=False)

    assert [counts().spend("x", limit, "a") for _number in range(2)] == [0, 58]


@pytest.mark.parametrize(("action", "limit"), EACH)
def test_of_fifty_at_one_moment_ten_pass(action, limit):
    """From two processes: each has its own connections and nothing in common but Valkey."""
    processes, ten = [Counts(site.REDIS_URL), Counts(site.REDIS_URL)], replace(limit, most=10)

    waits = race(*[lambda here=n % 2: processes[here].spend(action, ten, "all of us") for n in range(50)])

    assert sum(wait == 0 for wait in waits) == 10
    assert all(0 <= wait <= limit.seconds for wait in waits)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_guesses_at_one_moment_ten_are_looked_at(monkeypatch):
    user = UserFactory()
    looked_at = []
    monkeypatch.setattr(type(user), "check_password", lambda *_args: looked_at.append(1) and False)

    guess = {"username": user.username, "password": "guess"}
    answers = race(*[lambda: Client().post(reverse("login"), guess).status_code] * 50)

    assert (answers.count(200), answers.count(429)) == (10, 40)
    assert len(looked_at) == 10


def test_of_fifty_requests_at_one_moment_ten_come_through_the_door(live_server, monkeypatch):
    only(monkeypatch, "mail.stop", Limit(10, 60, Per.ADDRESS))

    answers = race(*[lambda: _said(live_server, "POST", "/mail/unsubscribe/none/")] * 50)

    assert sorted(answers) == [404] * 10 + [429] * 40


def _said(live_server, method, path, *headers) -> int:
    """The status of one request whose headers are exactly these, doubled and odd ones too."""
    connection = HTTPConnection(urlsplit(live_server.url).netloc, timeout=20)
    connection.putrequest(method, path)
    for name, value in [*headers, ("Content-Length", "0")]:
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


# What a client may say of itself, each time something else.
FORGERIES = [
    [("X-Forwarded-For", "10.0.0.{}")],
    [("X_Forwarded_For", "10.0.1.{}")],
    [("X-Forwarded-For", "10.0.2.{}"), ("X-Forwarded-For", "10.0.3.{}")],
    [("X-FORWARDED-FOR", "10.0.4.{}, 10.0.5.{}, 10.0.6.{}")],
    [("X-Real-IP", "10.0.7.{}"), ("Forwarded", "for=10.0.7.{}"), ("Client-IP", "10.0.7.{}")],
    [("True-Client-IP", "10.0.8.{}"), ("CF-Connecting-IP", "10.0.8.{}"), ("REMOTE_ADDR", "10.0.8.{}")],
]


def test_nobody_gets_a_fresh_start_by_saying_where_they_come_from(live_server, settings, monkeypatch):
    """What our own proxies add stands on the right, in a header of its own or behind the client's."""
    only(monkeypatch, "feed.unknown", Limit(len(FORGERIES), 60, Per.ADDRESS))
    for proxies in range(3):
        settings.TRUSTED_PROXY_COUNT = proxies
        cache.clear()
        added = ", ".join(["198.51.100.7", "192.0.2.1"][:proxies])
        answers = [
            _said(
                live_server,
                "GET",
                "/feeds/guess.ics",
                *[(name, value.replace("{}", str(number))) for name, value in forged],
                *([("X-Forwarded-For", added)] if proxies else []),
            )
            for number, forged in enumerate([*FORGERIES, *FORGERIES])
        ]
        assert answers == [404] * len(FORGERIES) + [429] * len(FORGERIES), proxies


@pytest.mark.parametrize(
    ("proxies", "said", "heard"),
    [
        (0, "1.1.1.1", "203.0.113.5"),
        (1, None, "203.0.113.5"),
        (1, "", "203.0.113.5"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "forged, 1.1.1.1", "1.1.1.1"),
        (2, "forged, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "203.0.113.5"),  # too few: it came past one of them
        (1, " 1.1.1.1:4711 ", "1.1.1.1"),
        (1, "2001:db8:0:1::5", "2001:db8:0:1::"),
        (1, "[2001:db8:0:1:ffff::9]:443", "2001:db8:0:1::"),
        (1, "::ffff:1.1.1.1", "1.1.1.1"),
        (1, "fe80::1%eth0", "fe80::"),
        (1, "nonsense", "unknown"),
        (1, "é" * 9000, "unknown"),
    ],
)
def test_an_address_is_what_the_outermost_proxy_of_ours_heard(settings, proxies, said, heard):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {} if said is None else {"HTTP_X_FORWARDED_FOR": said}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.5", **headers)) == heard


def test_a_conference_behind_one_address_is_not_locked_out():
    """Whoever is signed in is counted by themselves; by address only what nobody does six hundred times."""
    by_address = {action for action, each in LIMITS.items() if Per.ADDRESS in {limit.per for limit in each}}
    assert by_address == {
        "sign_in.password",
        "sign_in.wiki",
        "sign_in.second_factor",
        "passkey.add",
        "api.wrong_token",
        "feed.unknown",
        "mail.stop",
    }


@pytest.mark.django_db
def test_people_at_one_address_have_a_count_each(client, volunteer, wmf_staff, monkeypatch):
    only(monkeypatch, "search", Limit(2, 60, Per.USER), Limit(1, 60, Per.STRANGER))

    for person, answers in [(None, [200, 429]), (volunteer, [200, 200, 429]), (wmf_staff, [200, 200, 429])]:
        client.logout()
        if person:
            client.force_login(person)
        assert [client.get("/search/").status_code for _answer in answers] == answers


@pytest.mark.django_db
def test_all_tokens_of_a_person_are_counted_together_and_wrong_ones_by_address(
    client, volunteer, monkeypatch
):
    only(monkeypatch, "api.token", Limit(3, 60, Per.USER))
    only(monkeypatch, "api.wrong_token", Limit(2, 60, Per.ADDRESS))
    one, other = (make_token(volunteer)[1] for _number in range(2))

    def ask(secret):
        return client.get("/api/v1/institutions/", headers={"Authorization": f"Token {secret}"})

    assert [ask(each).status_code for each in (one, other, one, other)] == [200] * 3 + [429]
    assert [ask("wrong").status_code for _number in range(3)] == [401, 401, 429]
    assert ask("wrong")["Retry-After"]
    client.force_login(volunteer)
    assert client.get("/api/v1/institutions/").status_code == 200


@pytest.mark.django_db
def test_who_did_it_too_often_is_told_how_long_to_wait(client, monkeypatch):
    only(monkeypatch, "search", Limit(1, 600, Per.STRANGER))
    client.get("/search/")

    page = client.get("/search/")
    data = client.get("/search/", headers={"Accept": "application/json"})

    for answer in (page, data):
        assert answer.status_code == 429
        assert 590 < int(answer["Retry-After"]) <= 600
        assert "no-store" in answer["Cache-Control"]
    assert "Wait 10 minutes, then try again." in page.text
    assert data.json() == {"detail": "Too often. Try again later."}


# Each limit at a door it stands at: (action, method, address, who).
DOORS = [
    ("export", "get", "/contributors/export.csv", "coordinator"),
    ("export", "get", "/newsletter/trends/figures.csv", ""),
    ("export", "get", "/institutions/quickstatements/?as=text", "coordinator"),
    ("export", "get", "/institutions/{institution}/quickstatements/?as=text", "coordinator"),
    ("export", "get", "/case-studies/brochure/pdf/", "volunteer"),
    ("export", "post", "/account/data/file/", "volunteer"),
    ("export", "post", "/audit/file/", "coordinator"),
    ("paper", "get", "/case-studies/{study}.pdf", ""),
    ("paper", "get", "/agreements/{mou}/agreement.pdf", "wmf_staff"),
    ("search", "get", "/search/", "volunteer"),
    ("search", "get", "/search/palette/", ""),
    ("wiki.look_up", "get", "/institutions/items/search/", "coordinator"),
    ("wiki.look_up", "post", "/institutions/items/add/", "coordinator"),
    ("wiki.preview", "get", "/case-studies/{study}/preview/", "volunteer"),
    ("wiki.preview", "post", "/case-studies/{study}/write/preview/", "volunteer"),
    ("claim.look_up", "get", "/contributors/claims/", "coordinator"),
    ("claim.look_up", "post", "/contributors/claims/decide/", "coordinator"),
    ("sync.start", "post", "/sync/start/", "wmf_staff"),
    ("suggestion.make", "post", "/suggestions/add/", "volunteer"),
    ("coauthor.invite", "post", "/case-studies/{study}/coauthors/", "volunteer"),
    ("mentor.ask", "post", "/learning/mentors/{user}/ask/", "volunteer"),
    ("role.grant", "post", "/affiliates/1/people/", "volunteer"),
    ("casestudy.begin", "post", "/case-studies/begin/", "volunteer"),
    ("casestudy.begin", "post", "/case-studies/from-wiki/", "volunteer"),
    ("token.make", "post", "/account/tokens/", "volunteer"),
    ("feed.make", "post", "/today/feeds/", "volunteer"),
    ("feed.unknown", "get", "/feeds/guess.ics", ""),
    ("mail.stop", "post", "/mail/unsubscribe/guess/", ""),
    ("sign_in.wiki", "post", "/accounts/mediawiki/login/", ""),
    ("api.anonymous", "get", "/api/v1/institutions/", ""),
    ("api.signed_in", "get", "/api/v1/institutions/", "volunteer"),
]
# Tried in tests of their own: of signing in, passkeys, tokens, feeds and documents; and the one another module asks for.
ELSEWHERE = {
    "sign_in.password",
    "api.token",
    "api.wrong_token",
    "feed.read",
    "upload",
    "sign_in.second_factor",
    "passkey.add",
}


def test_every_limit_stands_at_a_door():
    assert {action for action, *_door in DOORS} | ELSEWHERE == set(LIMITS)


@pytest.mark.django_db
def test_every_door_with_a_limit_shuts_and_opens_again(request, settings, monkeypatch, time_machine):
    settings.WIKI_OAUTH_CLIENT_ID = settings.WIKI_OAUTH_CLIENT_SECRET = "known"
    objects = {
        "institution": InstitutionFactory().pk,
        "study": CaseStudyFactory(mirrored=True).pk,
        "mou": MouFactory().pk,
        "user": UserFactory().pk,
    }
    for action in LIMITS:
        monkeypatch.setitem(LIMITS, action, few(action, 1))
    wrong = {}
    for number, (action, method, address, who) in enumerate(DOORS):
        start = NOW + timedelta(days=3 * number)
        time_machine.move_to(start, tick=False)
        path, answers, seconds = address.format(**objects), [], LIMITS[action][0].seconds
        for later in (0, 0, seconds + 1):
            time_machine.move_to(start + timedelta(seconds=later), tick=False)
            client = Client(raise_request_exception=False)
            if who:
                client.force_login(request.getfixturevalue(who))
            answers.append(getattr(client, method)(path))
        statuses = [answer.status_code for answer in answers]
        is_right = statuses[0] == statuses[2] and statuses[0] not in (429, 500) and statuses[1] == 429
        if not is_right or int(answers[1]["Retry-After"]) != seconds:
            wrong[f"{method} {path} ({action})"] = statuses
    assert wrong == {}


@pytest.mark.django_db
def test_documents_are_counted_and_forms_without_one_are_not(client, monkeypatch):
    only(monkeypatch, "upload", Limit(1, 60, Per.USER))
    client.force_login(UserFactory())

    def send(**data):
        return client.post("/agreements/987654321/sign/", data).status_code

    def document():
        return SimpleUploadedFile("a.pdf", b"%PDF-1.4")

    assert [send(), send(), send(document=document()), send(document=document()), send()] == [
        404,
        404,
        404,
        429,
        404,
    ]


def test_nobody_is_named_in_valkey():
    for action, each in LIMITS.items():
        for limit in each:
            counts().spend(action, limit, "canary.person@example.org")

    store = Redis.from_url(site.REDIS_URL)
    keys = [key for key in store.keys("*") if b"glam:limits" in key]

    assert len(keys) >= len(LIMITS)
    assert not any(b"canary" in key or b"canary" in b"".join(store.lrange(key, 0, -1)) for key in keys)
    assert all(store.ttl(key) > 0 for key in keys)  # nothing is counted for ever


def test_without_valkey_each_process_counts_for_itself_and_asks_again_later(caplog, monkeypatch):
    there, dead = Counts(site.REDIS_URL), Counts(DEAD)
    limit = Limit(10, 60, Per.KEY)

    answers = race(*[lambda: dead.spend("sign_in.password", limit, "somebody") for _number in range(50)])

    assert sum(wait == 0 for wait in answers) == 10
    assert "counted in this process alone" in caplog.text
    dead._shared = there._shared  # it is back, but is not asked before the pause is over
    assert dead.spend("sign_in.password", limit, "somebody") > 0
    monkeypatch.setattr("accounts.limits.counting.time.monotonic", lambda: time.perf_counter() + 10**6)
    assert dead.spend("sign_in.password", limit, "somebody") == 0
    assert dead._asked_again_at == 0


def test_a_valkey_that_never_answers_keeps_one_request_waiting_and_no_more():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = Counts(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        limit, started = Limit(5, 60, Per.KEY), time.monotonic()

        answers = [mute.spend("sign_in.password", limit, "somebody") for _number in range(6)]

    assert answers[:5] == [0] * 5
    assert answers[5] > 0
    assert time.monotonic() - started < 4


PUBLIC = [
    "/",
    "/sign-in/",
    "/institutions/",
    "/case-studies/",
    "/newsletter/",
    "/contributors/",
    "/search/?q=a",
]


@pytest.mark.django_db
def test_without_valkey_pages_and_api_answer_and_limits_still_hold(
    client, coordinator, settings, monkeypatch
):
    settings.REDIS_URL = DEAD
    settings.CACHES = {"default": site.CACHES["default"] | {"LOCATION": DEAD}}
    limits.counting._counts.cache_clear()
    only(monkeypatch, "export", Limit(2, 60, Per.USER))
    addresses = [*PUBLIC, "/api/v1/institutions/", "/feeds/none.ics"]

    assert {each: client.get(each).status_code for each in addresses} == dict.fromkeys(addresses, 200) | {
        "/feeds/none.ics": 404
    }
    sign_in_freshly(client, coordinator)
    inside = [*PUBLIC[2:], "/today/", "/board/", "/advocates/", "/api/v1/advocates/"]
    assert {each: client.get(each).status_code for each in inside} == dict.fromkeys(inside, 200)
    exports = [client.get("/contributors/export.csv").status_code for _number in range(3)]
    assert exports == [200, 200, 429]


def test_the_operator_is_told_of_a_proxy_that_is_not_counted(settings):
    settings.SITE_URL, settings.TRUSTED_PROXY_COUNT = "https://glam.example", 0
    assert [each.id for each in proxies_are_counted(None)] == ["accounts.W002"]

    settings.TRUSTED_PROXY_COUNT = 1
    assert proxies_are_counted(None) == []
