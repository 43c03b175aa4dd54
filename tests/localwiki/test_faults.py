# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy does each kind of harm to the requests it is told to, and to no other."""

import http.client
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from localwiki import faults

ANSWER = b'{"batchcomplete": true, "query": {"pages": []}}'


class Upstream(BaseHTTPRequestHandler):
    """Says the same to everyone, and remembers who asked."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()


@pytest.fixture
def upstream():
    server = HTTPServer(("127.0.0.1", 0), Upstream)
    server.asked = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def proxy(upstream):
    with faults.start(upstream.server_address[1]) as running:
        yield running


def get(proxy, path="api.php?action=query", body=None):
    with urllib.request.urlopen(f"{proxy.url}{path}", body, timeout=10) as response:
        return response.read()


def test_proxy_without_faults_passes_everything_and_notes_it(proxy, upstream):
    assert get(proxy, body=b"action=edit&title=A+b") == ANSWER

    (request,) = proxy.requests
    assert (request.method, request.status, request.mode) == ("POST", 200, "")
    assert request.params == {"action": "edit", "title": "A b"}
    assert upstream.asked == ["/w/api.php?action=query"]


@pytest.mark.parametrize(
    "mode,body", [("html", faults.ERROR_PAGE), ("empty", b""), ("half", ANSWER[: len(ANSWER) // 2])]
)
def test_fault_answers_something_else_with_status_200(proxy, mode, body):
    proxy.inject(mode)

    assert get(proxy) == body
    assert get(proxy) == ANSWER


@pytest.mark.parametrize("status", [429, 500, 503])
def test_fault_answers_a_status(proxy, upstream, status):
    proxy.inject(status, arg=9)

    with pytest.raises(urllib.error.HTTPError) as refusal:
        get(proxy)

    assert refusal.value.status == status
    assert refusal.value.headers["Retry-After"] == (None if status == 500 else "9")
    assert upstream.asked == []


def test_fault_maxlag_says_how_long_to_wait(proxy):
    proxy.inject("maxlag", arg=3)

    with urllib.request.urlopen(f"{proxy.url}api.php", timeout=10) as response:
        assert (response.headers["X-Database-Lag"], response.headers["Retry-After"]) == ("7", "3")


@pytest.mark.parametrize("mode,reached", [("reset", 0), ("lost", 1)])
def test_fault_drops_the_connection_before_or_after_the_wiki_acted(proxy, upstream, mode, reached):
    proxy.inject(mode)

    with pytest.raises((ConnectionError, urllib.error.URLError, http.client.RemoteDisconnected)):
        get(proxy)

    assert len(upstream.asked) == reached


def test_fault_cut_ends_before_the_length_it_named(proxy):
    proxy.inject("cut")

    with pytest.raises(http.client.IncompleteRead):
        get(proxy)


def test_fault_garbage_is_not_utf8(proxy):
    proxy.inject("garbage")

    with pytest.raises(UnicodeDecodeError):
        get(proxy).decode()


@pytest.mark.parametrize("mode,arg", [("slow", 0.2), ("drip", 0.005)])
def test_fault_takes_its_time_and_answers_whole(proxy, mode, arg):
    proxy.inject(mode, arg=arg)
    started = time.monotonic()

    assert get(proxy) == ANSWER
    assert time.monotonic() - started > 0.19


def test_fault_meets_only_what_matches_after_those_it_skips(proxy):
    proxy.inject("empty", match="action=edit", times=2, skip=1)

    answers = [get(proxy, f"api.php?action={action}") for action in ("edit", "query", "edit", "edit", "edit")]

    assert [len(answer) > 0 for answer in answers] == [True, True, False, False, True]
    assert proxy.count("action=edit") == 4


def test_clear_disarms_and_forgets(proxy):
    proxy.inject("empty")
    get(proxy)
    proxy.inject("empty")

    proxy.clear()

    assert proxy.requests == []
    assert get(proxy) == ANSWER


def test_unknown_fault_is_refused(proxy):
    with pytest.raises(ValueError, match="no such fault"):
        proxy.inject("sulk")
