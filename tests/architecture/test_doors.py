# SPDX-License-Identifier: GPL-3.0-or-later
"""Every door of the house is tried by everybody, and answers as the hand-written table says."""

import contextlib
import re
from http.cookies import SimpleCookie

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver

from glamwiki.admin import site
from partnerships.models import Institution
from tests.architecture.doors import PEOPLE, table
from tests.architecture.world import checksum, make_world

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SESSIONS = "django.contrib.sessions.backends"
# In the admin's hundred doors of models, those whose roles could make a difference.
ADMIN_PEOPLE = {"anon", "coord", "wmf", "plat"}
# Whoever takes a file away is written down: the one thing a GET may add, a line of the journal.
RECORDED = {"outreach:contributor-export"}
NOWHERE = {"slug": "no-such-token", "number": 987654321}


def _walk(resolver, route="", namespace=""):
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, here, inner)
        else:
            yield namespace + (pattern.name or ""), here


ROUTES = list(_walk(get_resolver()))


def _door(name: str, route: str) -> str:
    """The name in the table of the door at a route."""
    if not name.startswith("admin:"):
        return name
    if route.endswith("<path:object_id>/") and name == "admin:":
        return "admin:*_redirect"
    if name == "admin:":
        return "admin:anything-else"
    return re.sub(r"^admin:[a-z]+_[a-z]+_(changelist|add|history|delete|change)$", r"admin:*_\1", name)


def _read(tables: list[str]) -> dict[tuple[str, str], dict[str, dict[str, str]]]:
    """{(door, object): {method: {person: status}}}; the first line of each table is its head."""
    rows = {}
    for line in (line for text in tables for line in text.strip().splitlines()[1:] if line.strip()):
        name, subject, method, cells = re.fullmatch(r"(\S+)(?: \((.+?)\))? +([A-Za-z]+) +(.*)", line).groups()
        answers = dict(zip(PEOPLE, cells.split(), strict=True))
        methods = rows.setdefault((name, subject or ""), {})
        for each in ("PUT", "PATCH", "DELETE") if method == "else" else (method,):
            assert each not in methods, f"twice in the table: {name} {subject} {each}"
            methods[each] = answers
    return rows


TABLE = _read([*table("PAGES"), *table("API"), *table("ADMIN")])
PLAIN = [(name, route) for name, route in ROUTES if not name.startswith("admin:")]
ADMINS = [(name, route) for name, route in ROUTES if name.startswith("admin:")]


def test_every_door_has_its_lines_and_every_line_its_door():
    doors = {_door(name, route) for name, route in ROUTES}
    written = {name for name, _subject in TABLE}

    assert doors - written == set(), "doors without a line: who may open them?"
    assert written - doors == set(), "lines without a door"
    assert len(ROUTES) >= 150


def test_every_door_is_tried_with_every_method():
    lacking = {
        name: sorted(set(METHODS) - tried)
        for name in {name for name, _subject in TABLE if not name.startswith("admin:")}
        if (tried := {m for (other, _s), methods in TABLE.items() if other == name for m in methods})
        != set(METHODS)
    }

    assert lacking == {}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all doors; whatever a test changes is rolled back to here."""
    # Sessions in cookies: a query less in each of some five thousand requests.
    with (
        django_db_blocker.unblock(),
        override_settings(SESSION_ENGINE=f"{SESSIONS}.signed_cookies"),
        _rolled_back(),
    ):
        yield make_world()


def _fill(route: str, value, content_type=None) -> str:
    """The address of a route, with the value wherever it asks for one."""
    address = "/" + route.replace("^", "").replace("$", "")
    address = address.replace("<path:content_type_id>", str(content_type))
    address = re.sub(r"\(\?P<app_label>([a-z]+)[^)]*\)", r"\1", address)
    address = re.sub(r"\(\?P<url>.*?\)", "no/such/page", address)
    return re.sub(r"\(\?P<[^>]+>\[[^\]]+\]\+\)|<[a-z]+:[a-z_]+>", str(value), address)


def _ask(client, method: str, address: str, *, json: bool):
    """One request, after which cookies and, but for a GET, all rows are as before."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    kind = "application/json" if json else "application/x-www-form-urlencoded"
    with contextlib.nullcontext() if method == "GET" else _rolled_back():
        response = client.generic(method, address, content_type=kind)
        if response.streaming:
            b"".join(response.streaming_content)
    client.cookies = SimpleCookie(cookies)
    return response


@contextlib.contextmanager
def _rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _said(response) -> str:
    """The answer in the words of the table."""
    if response.status_code == 302 and response.url.startswith("/sign-in/?next=/"):
        return "in"
    if response.status_code in (401, 403) and response.wsgi_request.path.startswith("/api/v1/"):
        is_key = response.json().get("detail", "").startswith("Authentication credentials were not")
        return "key" if is_key else str(response.status_code)
    return str(response.status_code)


def _tells_secrets(response, person) -> bool:
    """Internal notes are for viewer, coordinator and administrator of the affiliate, for nobody else."""
    is_inside = person in {"viewer", "coord", "admin"}
    return not is_inside and not response.streaming and "Secret" in response.text


def _body(response, address) -> str:
    """The page without what differs from one request to the next: tokens, and its own address."""
    text = response.text.replace(address, "ADDRESS")
    return re.sub(r'(data-csrf="|csrfmiddlewaretoken" value=")[^"]*', r"\1", text)


def _try(world, name, route, subject, methods) -> list[str]:
    """Every cell of one door and object; returns what was not as written."""
    wrong = []
    address = _fill(route, world.objects.get(subject, subject))
    nowhere = _fill(route, NOWHERE["slug" if subject == "token" else "number"])
    json = name.startswith("api:")
    before = checksum()
    for method, answers in methods.items():
        for person, expected in answers.items():
            client = world.clients[person]
            response = _ask(client, method, address, json=json)
            cell = f"{method} {address} ({subject}) by {person}"
            if _said(response) != expected:
                wrong.append(f"{cell}: {_said(response)}, not {expected}")
            wrong += [f"{cell}: tells internal notes"] if _tells_secrets(response, person) else []
            if response.status_code == 404 and subject:
                missing = _ask(client, method, nowhere, json=json)
                if missing.status_code != 404 or _body(response, address) != _body(missing, nowhere):
                    wrong.append(f"{cell}: a hidden object does not look like a missing one")
    after = checksum()
    noted = {"journal_entry"} if name in RECORDED else set()
    if {table for table in after if after[table] != before[table]} - noted:
        wrong.append(f"GET {address} changed rows")
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "route"), PLAIN, ids=[name for name, _route in PLAIN])
def test_the_door_answers_everybody_as_written(world, name, route):
    rows = {subject: methods for (door, subject), methods in TABLE.items() if door == name}
    assert rows, "no line in the table"

    wrong = [line for subject, methods in rows.items() for line in _try(world, name, route, subject, methods)]

    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [*site._registry, None], ids=lambda model: model._meta.label_lower if model else "site"
)
def test_the_admin_shows_everything_to_platform_administrators_and_nothing_to_others(world, model):
    prefix = f"admin/{model._meta.app_label}/{model._meta.model_name}/" if model else ""
    others = tuple(f"admin/{each._meta.app_label}/{each._meta.model_name}/" for each in site._registry)
    mine = [
        (name, route)
        for name, route in ADMINS
        if (route.startswith(prefix) if model else not route.startswith(others))
    ]
    row = model.objects.order_by("pk").first() if model else None
    assert mine
    assert row or not model, "the world lacks one of these"

    wrong, before = [], checksum()
    for name, route in mine:
        address = _fill(route, row.pk if row else world.objects["institution"], _content_type())
        for method, answers in TABLE[_door(name, route), ""].items():
            for person, expected in answers.items():
                if model and person not in ADMIN_PEOPLE:
                    continue
                response = _ask(world.clients[person], method, address, json=False)
                if _tells_secrets(response, person):
                    wrong.append(f"{method} {address} by {person}: tells internal notes")
                if _said(response) not in {expected, "in" if expected == "302" else expected}:
                    wrong.append(f"{method} {address} by {person}: {_said(response)}, not {expected}")

    assert not wrong, "\n".join(wrong)
    assert checksum() == before, "a GET changed rows"


def _content_type() -> int:
    return ContentType.objects.get_for_model(Institution).pk


@pytest.mark.django_db
def test_no_page_takes_a_write_without_its_token(world):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["coord"])
    open_doors = [
        (method, route, response.status_code)
        for name, route in ROUTES
        # A mail program that stops mails has no cookie, so nothing to guard: the signature in the address authorises.
        if not name.startswith(("api:", "schema", "api-docs", "today:unsubscribe"))
        for method in (("POST",) if name.startswith("admin:") else ("POST", "PUT", "PATCH", "DELETE"))
        if (response := client.generic(method, _fill(route, 1, 1))).status_code != 403
    ]

    assert open_doors == []


@pytest.mark.django_db
def test_the_api_takes_no_write_from_a_session_without_its_token(world):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.people["coord"])

    answers = {
        response.json()["detail"].split(":")[0]
        for name, route in ROUTES
        if name.startswith("api:")
        for method in ("POST", "PUT", "PATCH", "DELETE")
        if (response := client.generic(method, _fill(route, 1), content_type="application/json"))
    }

    assert answers == {"CSRF Failed"}
