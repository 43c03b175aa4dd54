# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses of inner machines, sent wherever an address can be: no connection is made to any of them.

No input of ours chooses whom we ask: wikis are named in the settings, and their clients keep to one origin. So there
is no address to check when connecting; these attacks hold it to that, by watching every socket.
"""

import ast
import re
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch

import pytest
from django import forms

from accounts import wiki_server
from accounts.errors import WikiSignInUnavailable
from outreach.wiki import client
from outreach.wiki.address import read_address
from outreach.wiki.errors import WikiError
from outreach.wiki.session import WikiSession
from outreach.wiki.terms import Terms
from tests.architecture.test_rules import APPS, _modules, _shown
from tests.attacks.addresses import form_fields, open_doors, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.inputs import NOBODYS, turned, watched_names
from tests.attacks.payloads import BAD_URLS, TARGETS
from tests.attacks.spoiling import spoil

pytestmark = pytest.mark.django_db
# The wikis of the tests' settings: nothing listens there.
CONFIGURED = {("127.0.0.1", 9)}
# Names that ask for an address; the rest get so many targets at each page.
ASKING = {name for name, field in form_fields().items() if isinstance(field, forms.URLField)}
FEW_TURNS = 2
# Who may open a connection at all, and to what: each to one address of the settings.
MAY_CONNECT = {
    "accounts/wiki_server.py": "WIKI_OAUTH_URL",
    "agreements/scanning.py": "CLAMD_ADDRESS",
    "outreach/wiki/address.py": "the names of mwclient only",
    "outreach/wiki/session.py": "the four wikis of the settings",
    "outreach/wiki/line.py": "the same, by mwclient on that session",
    "outreach/wiki/client.py": "the same",
    "work/smtp.py": "EMAIL_URL",
    "work/mail.py": "EMAIL_URL",
}
NETWORK = {"socket", "ssl", "requests", "urllib3", "http.client", "urllib.request", "ftplib", "smtplib", "httpx", "aiohttp",
           "mwclient", "telnetlib", "poplib", "imaplib", "xmlrpc.client", "asyncio"}  # fmt: skip


@contextmanager
def watched(answers=("93.184.216.34", "127.0.0.1")):
    """Every address that is connected to; names resolve to something public first and then to us."""
    connected, turn = [], iter(answers * 1000)
    real_connect, real_resolve = socket.socket.connect, socket.getaddrinfo

    def connect(self, address):
        if isinstance(address, tuple):
            connected.append(address[:2])
        return real_connect(self, address)

    def resolve(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else str(host)
        is_name = not re.fullmatch(r"[0-9a-fA-Fx.:\[\]]+", name) and name != "localhost"
        return real_resolve(next(turn) if is_name else host, port, *args, **kwargs)

    with patch.object(socket.socket, "connect", connect), patch.object(socket, "getaddrinfo", resolve):
        yield connected


def test_sixty_targets_in_every_input_are_never_asked(world):
    """Every name that a page reads gets targets; the names that ask for an address get all of them, at every page."""
    wrong, pairs, requests = [], set(), 0
    asked = [(method, door) for method in ("POST", "GET") for door in open_doors(world, method)]
    assert len(TARGETS) >= 60

    for number, (method, door) in enumerate(sample(asked, 40)):
        names = _read_by(world, method, door)
        targets = TARGETS if names & ASKING and not door.is_api else range(FEW_TURNS)
        for turn in range(len(targets)) if FULL else [number]:
            sent = turned(names, TARGETS, turn * 7 + number)
            with rolled_back(), watched() as connected:
                status = _send(world, method, door, sent).status_code
            requests += 1
            pairs |= set(sent.items())
            others = [each for each in connected if each not in CONFIGURED]
            if others or status >= 500 or status == 429:
                wrong.append((method, door.address, sent, others, status))

    inputs = {name for name, _target in pairs}
    note(
        "inner targets: requests with one in every input that is read",
        requests,
        wrong,
        f"{len(asked)} pages and forms",
    )
    note("inner targets: inputs × targets", len(pairs), 0, f"{len(inputs)} names, {len(TARGETS)} targets")
    assert wrong == []


def _read_by(world, method, door) -> set[str]:
    everything = dict.fromkeys([*(form_fields() if method == "POST" else parameters()), NOBODYS], "1")
    with rolled_back(), watched_names() as names:
        _send(world, method, door, everything)
    # What JSON brings is read elsewhere, and all of it.
    return set(everything) if door.is_api and method == "POST" else names


def _send(world, method, door, sent):
    client, kind = world.clients[door.person], {}
    if method == "GET":
        return client.get(door.address, sent)
    if door.is_api:
        kind = {"content_type": "application/json"}
    referer = sent.get("Referer", "").encode("ascii", "replace").decode()
    return client.post(door.address, sent, HTTP_REFERER=referer, **kind)


def test_nothing_that_stands_in_a_text_is_fetched_for_a_page_or_a_paper(spoilt):
    """Pictures, styles and links in every text: whoever draws a page or a PDF from it asks nobody."""
    wrong, cases = [], 0
    papers = [
        each for each in open_doors(spoilt) if re.search(r"pdf|print|paper|sheet|brochure", each.address)
    ]
    others = [each for each in open_doors(spoilt) if each not in papers]
    # Sixteen in each long text; the short ones hold the first of them.
    for targets in sample([TARGETS[at : at + 16] for at in range(0, len(TARGETS), 16)], 1):
        with rolled_back():
            text = "".join(map(_loads, targets))
            spoil(lambda _label, longest, text=text: text[:longest])
            for door in sample(papers, 2) + sample(others, 3):
                with watched() as connected:
                    response = spoilt.clients[door.person].get(door.address)
                    response.streaming and b"".join(response.streaming_content)
                cases += 1
                wrong += [(door.address, each) for each in connected if each not in CONFIGURED]

    note("inner targets in every text, pages and papers drawn", cases, wrong)
    assert wrong == []


def _loads(target: str) -> str:
    return (
        f"{target} <img src='{target}'><link rel=stylesheet href='{target}'><style>@import '{target}'</style>"
    )


class _SendsOn(BaseHTTPRequestHandler):
    """A wiki that answers every question with another address."""

    to = ""

    def do_GET(self):
        self.send_response(302)
        self.send_header("Location", self.to)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_args):
        """Says nothing."""


@pytest.fixture
def sends_on():
    server = HTTPServer(("127.0.0.1", 0), _SendsOn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_wiki_that_sends_us_on_is_not_followed(sends_on, settings):
    port = sends_on.server_port
    settings.WIKI_OAUTH_URL = f"http://127.0.0.1:{port}/w/rest.php"
    wrong, targets = [], [each for each in TARGETS if each.isascii()]
    for target in sample(targets, 8):
        _SendsOn.to = target
        with watched() as connected:
            with pytest.raises(WikiError):
                client.connect(f"http://127.0.0.1:{port}/w/", **_terms()).page("A")
            with pytest.raises(WikiSignInUnavailable):
                wiki_server.person("a-token")
        wrong += [(target, each) for each in connected if each != ("127.0.0.1", port)]

    note("a wiki's redirects to inner targets", 2 * len(sample(targets, 8)), wrong)
    assert wrong == []


def _terms() -> dict:
    return {"contact": "tests@example.org", "version": "0"}


def test_a_wiki_client_keeps_to_its_origin_whatever_address_it_is_given():
    wrong = []
    for target in [
        *TARGETS,
        *BAD_URLS,
        "https://wiki.example.evil.example/",
        "https://wiki.example@evil.example/",
    ]:
        session = WikiSession(read_address("https://wiki.example/w/"), "agent", Terms(**_terms()))
        with watched() as connected, pytest.raises(WikiError):
            session.get(target)
        wrong += [(target, each) for each in connected]

    note("a wiki client handed another address", len(TARGETS) + len(BAD_URLS) + 2, wrong)
    assert wrong == []


def test_only_the_reviewed_modules_can_open_a_connection():
    found = {
        _shown(file)
        for file in _modules(*APPS)
        if not _shown(file).startswith("glamwiki/local/")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, (ast.Import, ast.ImportFrom)) and _names(node) & NETWORK
    }

    note(
        "modules that can open a connection",
        len(_modules(*APPS)),
        found - set(MAY_CONNECT),
        f"{len(found)} reviewed",
    )
    assert found - set(MAY_CONNECT) == set()


def _names(node) -> set[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
    return {part for name in names for part in (name, name.split(".")[0])}
