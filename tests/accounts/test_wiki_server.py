# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions to an authorisation server that answers anything at all: bounded, and never an exception of another kind."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts import wiki_server
from accounts.errors import GrantRefused, WikiSignInUnavailable

GOOD = {"token_type": "Bearer", "expires_in": 14400, "access_token": "a.b.c", "refresh_token": "def502"}
WHO = {"sub": "4", "username": "Somebody", "blocked": False}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


class _Answers(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.server.seen.append((self.path, dict(self.headers), self.rfile.read(length).decode()))
        status, body, pause = self.server.answer
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for start in range(0, len(body), 512 if pause else 1 << 20):
            self.wfile.write(body[start : start + (512 if pause else 1 << 20)])
            time.sleep(pause)

    do_GET = do_POST


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


@pytest.fixture
def server(settings):
    """An authorisation server that says what it is told to: `server.says(…)`."""
    running = _Server(("127.0.0.1", 0), _Answers)
    running.seen = []

    def says(answer, status=200, pause=0.0):
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        running.answer = (status, body, pause)

    running.says = says
    settings.WIKI_OAUTH_URL = f"http://127.0.0.1:{running.server_address[1]}/w/rest.php"
    settings.WIKI_OAUTH_CLIENT_ID, settings.WIKI_OAUTH_CLIENT_SECRET = "client", "secret"
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def exchange():
    return wiki_server.exchange("code", verifier="v" * 43, callback="http://127.0.0.1:9/back/")


def test_exchange_shows_code_verifier_and_client_in_the_body_and_says_who_asks(server):
    server.says(GOOD)

    tokens = exchange()

    ((path, headers, body),) = server.seen
    assert path == "/w/rest.php/oauth2/access_token"
    assert body == (
        "grant_type=authorization_code&code=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback%2F"
        f"&code_verifier={'v' * 43}&client_id=client&client_secret=secret"
    )
    assert headers["User-Agent"].startswith("glamwiki/")
    assert "tests@example.org" in headers["User-Agent"]
    assert (tokens.access, tokens.refresh) == ("a.b.c", "def502")
    assert timedelta(hours=3.9) < tokens.expires_at - timezone.now() < timedelta(hours=4.1)
    assert "a.b.c" not in repr(tokens)


@pytest.mark.parametrize("seconds", [None, 0, -5, "3600", 1.5, True, 10**12])
def test_odd_lifetime_counts_as_an_hour(server, seconds):
    server.says(GOOD | {"expires_in": seconds})

    assert exchange().expires_at - timezone.now() < timedelta(minutes=61)


@pytest.mark.parametrize(
    "wrong",
    [
        {"access_token": None}, {"access_token": ""}, {"access_token": "a\nHost: b"}, {"access_token": "a b"},
        {"access_token": "é"}, {"access_token": "x" * 20_000}, {"access_token": ["a"]},
        {"refresh_token": None}, {"refresh_token": 7},
    ],
)  # fmt: skip
def test_odd_tokens_are_not_taken(server, wrong):
    server.says(GOOD | wrong)

    with pytest.raises(WikiSignInUnavailable):
        exchange()


@pytest.mark.parametrize(
    ("status", "error", "raised"),
    [
        (400, "invalid_request", GrantRefused),
        (400, "invalid_grant", GrantRefused),
        (401, "invalid_request", GrantRefused),
        (401, "invalid_client", WikiSignInUnavailable),
        (400, "unsupported_grant_type", WikiSignInUnavailable),
        (500, "invalid_request", WikiSignInUnavailable),
        (429, "invalid_request", WikiSignInUnavailable),
        (400, None, WikiSignInUnavailable),
        (400, ["invalid_grant"], WikiSignInUnavailable),
    ],
)
def test_only_the_servers_word_about_the_grant_ends_it(server, status, error, raised):
    server.says({"error": error}, status=status)

    with pytest.raises(raised):
        wiki_server.renewed("def502")


def test_endless_answer_is_cut_off(server):
    server.says(b" " * (wiki_server.MOST_BYTES + 1))

    with pytest.raises(WikiSignInUnavailable):
        exchange()


def test_dripping_answer_ends_in_time(server, monkeypatch):
    monkeypatch.setattr(wiki_server, "ALL_SECONDS", 0.3)
    server.says(b" " * 50_000, pause=0.05)
    began = time.monotonic()

    with pytest.raises(WikiSignInUnavailable):
        exchange()

    assert time.monotonic() - began < 2


def test_nobody_there_is_no_answer(settings):
    settings.WIKI_OAUTH_URL = "http://127.0.0.1:9/w/rest.php"

    with pytest.raises(WikiSignInUnavailable):
        exchange()


def test_profile_names_the_person_by_number(server):
    server.says(WHO | {"sub": 4, "email": "somebody@example.org", "confirmed_email": True})

    assert wiki_server.person("a.b.c") == wiki_server.Person("4", "Somebody", is_blocked=False)
    assert server.seen[0][1]["Authorization"] == "Bearer a.b.c"


@pytest.mark.parametrize("blocked", [True, 1, "1", "", {}])
def test_anything_but_a_clear_no_counts_as_blocked(server, blocked):
    server.says(WHO | {"blocked": blocked})

    assert wiki_server.person("a").is_blocked is (blocked is not False)


@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answer=JSON, sub=JSON, name=JSON, status=st.sampled_from([200, 400, 401, 403, 404, 500]))
def test_no_answer_of_any_shape_is_more_than_a_refusal(server, answer, sub, name, status):
    for said in (answer, WHO | {"sub": sub, "username": name, "blocked": answer}):
        server.says(said, status=status)
        for question in (exchange, lambda: wiki_server.person("a")):
            try:
                found = question()
            except (GrantRefused, WikiSignInUnavailable):
                continue
            assert wiki_server.SUB.fullmatch(found.sub)
