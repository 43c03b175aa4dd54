# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries, templates, line ends and foreign addresses, sent wherever something is taken: none has an effect."""

import re
import time
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.architecture.world import checksum
from tests.attacks.addresses import doors_for, form_fields, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import note, sample
from tests.attacks.payloads import ELSEWHERE, LINE_ENDS, QUERIES, TEMPLATES
from tests.attacks.spoiling import spoil

pytestmark = pytest.mark.django_db
SLEPT = 4.5
# Words that only a database says of itself, or of a mistake in a query.
TOLD = re.compile(rb"PostgreSQL \d|psycopg2|syntax error at or near|Traceback \(most")
RETURNS = [
    "next",
    "return_to",
    "back",
    "redirect",
    "redirect_uri",
    "continue",
    "url",
    "from",
    "came_from",
    "to",
    "address",
]


def _text(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_no_parameter_of_any_page_reaches_a_query_as_text(world):
    client, names, wrong, cases = world.clients["coord"], parameters(), [], 0
    doors = {each.address.split("?")[0]: each for each in doors_for(world) if "readyz" not in each.name}
    before = checksum()
    chosen = [(address, payload) for address in doors for payload in QUERIES]

    for address, payload in sample(chosen, 60):
        began = time.monotonic()
        response = client.get(address, dict.fromkeys(names, payload))
        text, cases = _text(response), cases + len(names)
        if response.status_code >= 500 or TOLD.search(text) or time.monotonic() - began > SLEPT:
            wrong.append((address, payload, response.status_code))

    note("SQL in every parameter of every page", cases, wrong, f"{len(names)} names at once")
    assert wrong == []
    assert checksum() == before


def test_no_single_parameter_of_a_list_reaches_a_query_as_text(world):
    """One at a time: nonsense in one parameter may keep another from being read."""
    client, wrong = world.clients["coord"], []
    lists = {each.address for each in doors_for(world) if not each.subject and "readyz" not in each.name}
    chosen = [
        (address, name, payload)
        for address in sample(sorted(lists), 8)
        for number, name in enumerate(parameters())
        # Three of the payloads each, all of them over all parameters.
        for payload in [QUERIES[(number + turn * 7) % len(QUERIES)] for turn in range(3)]
        if name in _read_by(client, address)
    ]

    for address, name, payload in sample(chosen, 60):
        began = time.monotonic()
        response = client.get(address, {name: payload})
        if response.status_code >= 500 or TOLD.search(_text(response)) or time.monotonic() - began > SLEPT:
            wrong.append((address, name, payload, response.status_code))

    note("SQL in one parameter of a list", len(sample(chosen, 60)), wrong)
    assert wrong == []


_FORMS: dict[str, set[str]] = {}


def _read_by(client, address) -> set[str]:
    """The names of a page's own controls and links, and those every list may know."""
    if address not in _FORMS:
        text = client.get(address)
        text = "" if text.streaming else text.content.decode(errors="replace")
        _FORMS[address] = {
            *re.findall(r'\sname="([^"]+)"', text),
            *re.findall(r"[?&;]([a-z_]+)=", text),
            "q", "page", "sort", "cursor", "column", "ordering",
        }  # fmt: skip
    return _FORMS[address]


def test_no_form_hands_what_was_sent_to_a_query(world):
    """Every field of every form of every door at once; what is wrong is answered in words."""
    fields, wrong, cases = list(form_fields()), [], 0
    chosen = [(door, payload) for door in doors_for(world, "POST") for payload in QUERIES]

    for door, payload in sample(chosen, 60):
        with rolled_back():
            response = _post(world.clients["coord"], door, dict.fromkeys(fields, payload))
            cases += 1
            if response.status_code >= 500 or TOLD.search(_text(response)):
                wrong.append((door.address, payload, response.status_code))

    note("SQL in every field of every form", cases, wrong, f"{len(fields)} fields at once")
    assert wrong == []


def _post(client, door, data):
    kind = {"content_type": "application/json"} if door.is_api else {}
    return client.post(door.address, data, **kind)


def test_no_text_of_anybody_is_read_as_a_template(spoilt):
    wrong, cases = [], 0
    pages = doors_for(spoilt)
    everything = " ".join(TEMPLATES)

    taken = spoil(lambda _label, longest: everything if longest >= len(everything) else _fits(longest)).taken
    for door in sample(pages, 60):
        response = spoilt.clients["coord"].get(door.address)
        text, cases = _text(response).decode(errors="replace"), cases + len(TEMPLATES)
        wrong += [(door.address, said) for said in TEMPLATES.values() if said in text]
        wrong += [(door.address, response.status_code)] if response.status_code >= 500 else []

    note("templates in every text, on every page", cases, wrong, f"{len(taken)} fields spoilt")
    assert wrong == []


def _fits(longest: int) -> str:
    return max((each for each in TEMPLATES if len(each) <= longest), key=len, default="{{7}}"[:longest])


def test_no_answer_gets_a_header_from_what_somebody_wrote(spoilt):
    """File names and titles that stand in headers, filled with line ends."""
    wrong, cases = [], 0
    pages = doors_for(spoilt)
    for end in sample([each for each in LINE_ENDS if each != "\0"], 2):
        with rolled_back():
            spoil(lambda _label, longest, end=end: f"x{end}Set-Cookie: evil=1{end}{end}<b>"[:longest])
            for door in sample(pages, 25):
                response, cases = spoilt.clients["coord"].get(door.address), cases + 1
                said = [value for _name, value in response.items() if re.search(r"[\x00-\x1f\x7f]", value)]
                if said or "evil" in response.cookies or response.status_code >= 500:
                    wrong.append((door.address, repr(end), response.status_code, said))
            spoilt.clients["coord"].cookies.pop("messages", None)

    note("line ends in every text that reaches a header", cases, wrong)
    assert wrong == []


def test_nobody_is_sent_elsewhere_by_an_address(world):
    wrong, cases = [], 0
    for method in ("GET", "POST"):
        chosen = [(door, payload) for door in doors_for(world, method) for payload in ELSEWHERE]
        for door, payload in sample(chosen, 60):
            asked = dict.fromkeys(RETURNS, payload)
            with rolled_back():
                client = world.clients["coord"]
                extra = {"HTTP_REFERER": payload} if payload.isascii() and payload.isprintable() else {}
                response = (
                    client.get(door.address, asked, **extra)
                    if method == "GET"
                    else client.post(f"{door.address}?next=//evil.example", asked, **extra)
                )
            cases += 1
            if not _stays(response):
                wrong.append((method, door.address, payload, response.headers.get("Location")))

    note("sent elsewhere by next, back, Referer and kin", cases, wrong)
    assert wrong == []


def test_nobody_is_sent_elsewhere_after_signing_in_or_out(world, settings):
    wrong = []
    for payload in ELSEWHERE:
        for address in ("/sign-in/", "/sign-out/", "/language/", "/sign-in/wiki/"):
            client = Client(raise_request_exception=False)
            client.force_login(world.people["volun"])
            for response in (
                client.get(address, {"next": payload}),
                client.post(address, {"next": payload, "language": "ar"}),
            ):
                wrong += [] if _stays(response) else [(address, payload, response.headers.get("Location"))]
                wrong += [(address, payload, 500)] if response.status_code >= 500 else []

    note("sent elsewhere after signing in or out, or by the language", len(ELSEWHERE) * 8, wrong)
    assert wrong == []


def _stays(response) -> bool:
    """Whether a browser would stay with us: it takes backslashes for slashes and skips control characters."""
    for name in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "HX-Replace-Url", "Refresh"):
        where = re.sub(r"[\x00-\x20]", "", response.headers.get(name, "")).replace("\\", "/")
        if not where:
            continue
        parts = urlsplit(where)
        is_known = parts.netloc in ("", "testserver") and not where.startswith("//")
        if not is_known or parts.scheme not in ("", "http", "https"):
            return False
    return True


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/api/v1/institutions/", "/no/such/page/", "/admin/"])
def test_no_other_host_is_answered(world, path):
    hosts = [
        "evil.example", "testserver.evil.example", "evil.example:80", "testserver@evil.example", "testserver:x",
        "127.0.0.1.evil.example", "*", "evil.example, testserver", "[::2]", "testserver/evil", "testserver\\evil", ".",
    ]  # fmt: skip
    client = Client(raise_request_exception=False)
    answers = {host: client.get(path, HTTP_HOST=host).status_code for host in hosts}
    forwarded = client.get(path, HTTP_X_FORWARDED_HOST="evil.example", HTTP_FORWARDED="host=evil.example")
    wrong = [host for host, status in answers.items() if status != 400]

    note(f"other hosts at {path}", len(hosts) + 1, wrong)
    assert wrong == []
    assert b"evil.example" not in _text(forwarded)
    assert "evil.example" not in forwarded.headers.get("Location", "")
