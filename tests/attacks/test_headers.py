# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands above every answer, to everybody, errors and downloads too; and that looking changes nothing."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as ours
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from glamwiki.local.checks import _PRODUCTION
from journal.models import Entry
from tests.architecture.world import checksum
from tests.attacks.addresses import doors_for
from tests.attacks.conftest import SESSIONS, rolled_back
from tests.attacks.figures import FULL, note, sample
from tests.factories import UserFactory
from tests.people import elevate, sign_in_freshly

pytestmark = pytest.mark.django_db
PASSPHRASE = "a passphrase long enough"
PEOPLE = ("anon", "coord", "wmf", "plat")
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "https://upload.wikimedia.org"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
# Read in a process of its own, as a real site has them.
READ = """
import json
from glamwiki import settings
names = "SECURE_", "SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "MESSAGES_COOKIE", "X_FRAME", "CSRF_TRUSTED"
said = {name: value for name, value in vars(settings).items() if name.startswith(names)}
print(json.dumps(said))
"""
# Made for nobody in particular, whoever asks; and for a calendar's program, which asks whether its copy is still right.
KEPT = {"/case-studies/feed.atom": "public, max-age=600", "/feeds/open-feed.ics": "private, no-cache"}
ERRORS = [
    "/no/such/page/",
    "/api/v1/no-such-thing/",
    "/institutions/987654321/",
    "/admin/no/such/",
    "/feeds/no-such.ics",
]


@pytest.fixture
def clients(world, settings):
    """Browsers of four people at a site behind https."""
    env = os.environ | _PRODUCTION
    done = subprocess.run(
        [sys.executable, "-c", READ], env=env, cwd=ours.BASE_DIR, capture_output=True, check=True
    )
    for name, value in json.loads(done.stdout).items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    settings.SESSION_ENGINE = SESSIONS
    return {person: _client(world.people[person]) for person in PEOPLE}


def _client(user) -> Client:
    client = Client(
        raise_request_exception=False,
        headers={"x-forwarded-proto": "https", "origin": "https://evil.example"},
    )
    if user:
        sign_in_freshly(client, user)
        if user.is_platform_admin:
            elevate(client)
    return client


def test_every_answer_to_everybody_carries_what_protects_it(world, clients, settings):
    wrong, cases = [], 0
    get = [each.address for each in doors_for(world) if "readyz" not in each.name]
    asked = [("GET", each) for each in [*get, *ERRORS, "/static/js/app.js"]]
    asked += [("POST", each.address) for each in doors_for(world, "POST")] + [
        ("DELETE", each) for each in ERRORS
    ]
    for method, address in sample(asked, 40):
        for person, client in clients.items():
            response = client.generic(method, address)
            if response.streaming:
                b"".join(response.streaming_content)
            cases += 1
            wrong += [(method, address, person, fault) for fault in faults_of(response, person)]
            client.cookies.pop(settings.MESSAGES_COOKIE_NAME, None)

    note("headers of every answer to four people", cases, wrong)
    assert wrong == []


BROKEN = {"/broken/": 500, "/slow/": 503, "/slow-api/": 503, "/locked/": 503}


@pytest.mark.urls("tests.attacks.breaking")
def test_answers_about_our_own_faults_carry_it_too(clients):
    """A view that raises, statements that take too long, an API's, and a table that somebody holds."""
    wrong, cases = [], 0
    for address, status in BROKEN.items():
        for person, client in clients.items():
            with rolled_back():  # a statement that was ended takes its transaction with it
                response = client.get(address)
            cases += 1
            faults = faults_of(response, person)
            faults += [] if response.status_code == status else [f"status: {response.status_code}"]
            # To nobody in particular, too: what is wrong now is right in a minute.
            faults += [] if "no-store" in response.headers.get("Cache-Control", "") else ["kept by others"]
            wrong += [(address, person, fault) for fault in faults]

    note("headers of 500 and 503 to four people", cases, wrong)
    assert wrong == []


def faults_of(response, person) -> list[str]:
    """What is not as it should be above an answer."""
    headers, faults = response.headers, []
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    faults += [
        f"{name}: {headers.get(name)}" for name, value in expected.items() if headers.get(name) != value
    ]
    faults += [name for name in headers if name.lower().startswith("access-control-")]
    faults += [f"policy: {headers.get('Content-Security-Policy')}"] if not _is_strict(response) else []
    kind = headers.get("Content-Type", "")
    has_text = response.streaming or bool(response.content)
    if has_text and not re.match(r"[a-z]+/[a-z0-9.+-]+", kind):
        faults.append(f"Content-Type: {kind!r}")
    if kind.startswith("text/") and "charset=utf-8" not in kind.lower().replace('"', ""):
        faults.append(f"charset: {kind!r}")
    faults += [f for cookie in response.cookies.values() if (f := _fault_of_cookie(cookie))]
    cached = headers.get("Cache-Control", "")
    path = response.wsgi_request.path
    is_ours = not path.startswith("/static/")
    if path in KEPT and cached == KEPT[path]:
        return faults
    if person != "anon" and is_ours and ("no-store" not in cached or "public" in cached):
        faults.append(f"Cache-Control: {cached!r}")
    return faults


def _is_strict(response) -> bool:
    said = response.headers.get("Content-Security-Policy", "")
    policy = {words[0]: words[1:] for part in said.split(";") if (words := part.split())}
    # A document of somebody's may do less still: it stands in a sandbox.
    return policy == POLICY or policy.get("sandbox") == [] and policy.get("default-src") == ["'none'"]


def _fault_of_cookie(cookie) -> str:
    if not cookie.value:  # taken back
        return (
            ""
            if cookie.key.startswith("__Host-") and cookie["secure"]
            else f"cookie: {cookie.OutputString()}"
        )
    is_named = cookie.key.startswith("__Host-") and cookie["path"] == "/" and not cookie["domain"]
    is_kept = cookie["secure"] and cookie["samesite"] in ("Lax", "Strict") and cookie["httponly"]
    return "" if is_named and is_kept else f"cookie: {cookie.OutputString()}"


def test_every_cookie_there_is_belongs_to_this_host_alone(spoilt, clients):
    client, said = clients["anon"], {}
    user = UserFactory(password=make_password(PASSPHRASE))
    answers = [
        client.get(reverse("login")),
        client.post(reverse("set_language"), {"language": "ar", "next": "/"}),
        client.post(reverse("login"), {"username": user.username, "password": PASSPHRASE}),
        clients["coord"].post(reverse("accounts:end-other-sessions")),
        clients["coord"].get(reverse("accounts:sessions")),
    ]
    for answer in answers:
        assert [f for cookie in answer.cookies.values() if (f := _fault_of_cookie(cookie))] == []
        said |= {cookie.key: cookie.value for cookie in answer.cookies.values() if cookie.value}

    assert set(said) == {"__Host-csrf", "__Host-language", "__Host-messages", "__Host-session"}
    assert client.get("/")["Content-Language"] == "ar"


LINK = re.compile(rb"""\s(?:href|hx-get|data-href|src)=["'](/[^"'#]*)""")
GET_FORM = re.compile(rb"""<form[^>]*method=["']get["'][^>]*>(.*?)</form>""", re.DOTALL | re.IGNORECASE)
ACTION = re.compile(rb"""action=["'](/[^"'#]*)""")
FIELD = re.compile(rb"""name=["']([^"']+)""")
UNSEEN = re.compile(r"/static/|/readyz")


@pytest.mark.parametrize("person", PEOPLE)
def test_following_every_link_and_every_form_that_asks_changes_nothing(world, person):
    """From every door that is open, to every link and form of what comes; as htmx asks, too."""
    client, before, last = world.clients[person], checksum(), Entry.objects.latest("pk").pk
    waiting = [each.address for each in sample(doors_for(world), 10) if "readyz" not in each.name]
    seen, broken = set(), []
    most = 2500 if FULL else 15
    while waiting and len(seen) < most:
        address = waiting.pop()
        shape = re.sub(r"=[^&]*", "=", address)
        if shape in seen or UNSEEN.match(address):
            continue
        seen.add(shape)
        response = client.get(address, headers={"hx-request": "true"} if len(seen) % 3 == 0 else {})
        broken += [address] if response.status_code >= 500 else []
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            waiting = _led_to(response.content, address) + waiting

    after = checksum()
    told = Entry.objects.filter(pk__gt=last).exclude(verb__in=["door.closed", "door.missing"])
    lines = {(entry.verb, entry.actor_id) for entry in told}
    # The one thing that a GET may leave: a line that a file was taken away, as in the matrix of doors.
    allowed = (
        {Entry._meta.db_table}
        if lines <= {("file.exported", getattr(world.people[person], "pk", None))}
        else set()
    )
    changed = [table for table in before if before[table] != after[table] and table not in allowed]
    left = f", {len(waiting)} links left" if waiting else ""
    note(
        f"GET crawl as {person}: addresses of their own shape",
        len(seen),
        changed,
        f"found: tables that changed{left}",
    )
    assert changed == []
    assert broken == []


def _led_to(content: bytes, address: str) -> list[str]:
    links = [each.decode(errors="replace").replace("&amp;", "&") for each in LINK.findall(content)]
    for form in GET_FORM.finditer(content):
        action = ACTION.search(form.group(0).split(b">")[0])
        names = [each.decode(errors="replace") for each in FIELD.findall(form.group(1))]
        start = action.group(1).decode() if action else address.split("?")[0]
        links.append(f"{start}?{'&'.join(f'{name}=1' for name in names)}")
    return links
