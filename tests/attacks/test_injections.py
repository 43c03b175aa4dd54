# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries, templates, line ends and foreign addresses, sent wherever something is taken: none has an effect."""

import re
import time
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.architecture.world import checksum
from tests.attacks.addresses import form_fields, open_doors, parameters
from tests.attacks.conftest import rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.attacks.inputs import NOBODYS, turned, watched_names
from tests.attacks.payloads import ELSEWHERE, LINE_ENDS, QUERIES, TEMPLATES
from tests.attacks.spoiling import spoil

pytestmark = pytest.mark.django_db
SLEPT = 4.5
TURNS = 6  # each page and form gets so many sets of payloads
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
    """All names at once that a page reads, each with another payload, and each with others in the next turn."""
    before = checksum()
    chosen = sample(open_doors(world), 60)
    cases, requests, wrong = _inject(world, "GET", chosen, parameters())

    note(
        "SQL in every parameter that a page reads", cases, wrong, f"{len(chosen)} pages, {requests} requests"
    )
    assert wrong == []
    assert checksum() == before


def test_no_single_parameter_reaches_a_query_as_text(world):
    """One at a time: nonsense in one parameter may keep another from being read."""
    wrong, cases = [], 0
    pages = [door for door in open_doors(world) if not door.subject]
    for place, door in enumerate(sample(pages, 12)):
        names = sorted(_read_by(world, "GET", door, parameters()))
        for number, name in enumerate(sample(names, 5)):
            # One of the payloads each, all of them over all parameters.
            payload = QUERIES[(place * 7 + number) % len(QUERIES)]
            wrong += _fault(world, "GET", door, {name: payload})
            cases += 1

    note("SQL in one parameter of a page", cases, wrong, f"{len(pages)} pages")
    assert wrong == []


def test_no_form_hands_what_was_sent_to_a_query(world):
    """All fields at once that a form reads; what is wrong is answered in words."""
    chosen = sample(open_doors(world, "POST"), 60)
    cases, requests, wrong = _inject(world, "POST", chosen, list(form_fields()))

    note("SQL in every field that a form reads", cases, wrong, f"{len(chosen)} forms, {requests} requests")
    assert wrong == []


def _inject(world, method, doors, known) -> tuple[int, int, list]:
    cases, requests, wrong = 0, 0, []
    for place, door in enumerate(doors):
        names = _read_by(world, method, door, known)
        for turn in range(TURNS if FULL and names else 1):
            wrong += _fault(world, method, door, turned(names, QUERIES, place + turn * 4))
            cases, requests = cases + len(names), requests + 1
    return cases, requests, wrong


def _read_by(world, method, door, known) -> set[str]:
    """What a page looks up in what is sent; of JSON everything is read."""
    with rolled_back(), watched_names() as names:
        _send(world, method, door, dict.fromkeys([*known, NOBODYS], "1"))
    return set(known) if door.is_api and method == "POST" else names - {"Referer"}


def _send(world, method, door, sent):
    client = world.clients[door.person]
    return client.get(door.address, sent) if method == "GET" else _post(client, door, sent)


def _fault(world, method, door, sent) -> list:
    began = time.monotonic()
    with rolled_back():
        response = _send(world, method, door, sent)
        text = _text(response)
    slept = time.monotonic() - began > SLEPT
    is_wrong = response.status_code >= 500 or response.status_code == 429 or TOLD.search(text) or slept
    return [(method, door.address, sent, response.status_code)] if is_wrong else []


def _post(client, door, data):
    kind = {"content_type": "application/json"} if door.is_api else {}
    return client.post(door.address, data, **kind)


def test_no_text_of_anybody_is_read_as_a_template(spoilt):
    wrong, cases = [], 0
    pages = open_doors(spoilt)
    everything = " ".join(TEMPLATES)

    taken = spoil(lambda _label, longest: everything if longest >= len(everything) else _fits(longest)).taken
    for door in sample(pages, 60):
        response = spoilt.clients[door.person].get(door.address)
        text, cases = _text(response).decode(errors="replace"), cases + len(TEMPLATES)
        wrong += [(door.address, said) for said in TEMPLATES.values() if said in text]
        wrong += [(door.address, response.status_code)] if response.status_code >= 500 else []

    note("templates in every text, on every page", cases, wrong, f"{len(taken)} fields spoilt")
    assert wrong == []


def _fits(longest: int) -> str:
    return max((each for each in TEMPLATES if len(each) <= longest), key=len, default="{{7}}"[:longest])


def test_no_answer_gets_a_header_from_what_somebody_wrote(spoilt):
    """All line ends in every text on every page; then each alone where a header tells something of a text."""
    ends = [each for each in LINE_ENDS if each != "\0"]
    pages = sample(open_doors(spoilt), 40)
    wrong, telling = _ends_in_headers(spoilt, "".join(f"{end}Set-Cookie: evil=1" for end in ends), pages)
    cases = len(pages)
    for end in sample(ends, 2):
        more, _telling = _ends_in_headers(spoilt, f"{end}Set-Cookie: evil=1{end}{end}<b>", telling)
        wrong, cases = wrong + more, cases + len(telling)

    note(
        "line ends in every text that reaches a header",
        cases,
        wrong,
        f"{len(telling)} answers tell a text in a header",
    )
    assert wrong == []


def _ends_in_headers(world, payload, doors) -> tuple[list, list]:
    wrong, telling = [], []
    with rolled_back():
        spoil(lambda _label, longest: f"zqz{payload}"[:longest])
        for door in doors:
            client = world.clients[door.person]
            response = client.get(door.address)
            values = [value for _name, value in response.items()]
            telling += [door] if any("zqz" in value for value in values) else []
            said = [value for value in values if re.search(r"[\x00-\x1f\x7f]", value)]
            if said or "evil" in response.cookies or response.status_code >= 500:
                wrong.append((door.address, payload, response.status_code, said))
            client.cookies.pop("messages", None)
    return wrong, telling


def test_nobody_is_sent_elsewhere_by_an_address(world):
    """Pages that read where to go on get every payload; the others one, in case that reading was overlooked."""
    wrong, cases, readers = [], 0, 0
    for method in ("GET", "POST"):
        for place, door in enumerate(sample(open_doors(world, method), 60)):
            with rolled_back(), watched_names() as names:
                _go_on(world, method, door, "/", {*RETURNS, NOBODYS})
            names &= {*RETURNS, "Referer"}
            readers += bool(names)
            for payload in sample(ELSEWHERE, 2) if names else [ELSEWHERE[place % len(ELSEWHERE)]]:
                with rolled_back():
                    response = _go_on(world, method, door, payload, set(RETURNS))
                cases += 1
                if not _stays(response) or response.status_code == 429:
                    wrong.append((method, door.address, payload, response.headers.get("Location")))

    note("sent elsewhere by next, back, Referer and kin", cases, wrong, f"{readers} doors read one of them")
    assert wrong == []


def _go_on(world, method, door, payload, names):
    client, asked = world.clients[door.person], dict.fromkeys(names, payload)
    extra = {"HTTP_REFERER": payload} if payload.isascii() and payload.isprintable() else {}
    if method == "GET":
        return client.get(door.address, asked, **extra)
    return client.post(f"{door.address}?next=//evil.example", asked, **extra)


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
