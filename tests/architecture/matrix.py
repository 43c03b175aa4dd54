# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix of everybody × every door × every method: the doors there are, what is expected, what is answered."""

import contextlib
import re
from http.cookies import SimpleCookie

from django.db import transaction
from django.urls import URLResolver, get_resolver

from tests.architecture.canaries import SHARED
from tests.architecture.doors import PEOPLE, everybody, table
from tests.architecture.world import checksum, refresh

_LINK = re.compile(r"""(?:href|hx-get)=["'](/[^"'?#]*)""")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# In the admin's hundred doors of models, those whose roles could make a difference.
ADMIN_PEOPLE = {"anon", "coord", "wmf", "plat"}
# Whoever takes a file away is written down: the one thing a GET may add, a line of the journal.
RECORDED = {"outreach:contributor-export"}
# Doors that show little until they are asked; the words find what nobody else may find.
QUESTIONS = {
    "search:search": (f"?q={SHARED}", "?q=museum"),
    "search:palette": (f"?q={SHARED}", "?q=museum"),
}
NOWHERE = {"slug": "no-such-token", "number": 987654321}


def walk(resolver, route="", namespace=""):
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, here, inner)
        else:
            yield namespace + (pattern.name or ""), here


ROUTES = list(walk(get_resolver()))


def door_of(name: str, route: str) -> str:
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
            methods[each] = everybody(name, subject or "", each, answers)
    return rows


TABLE = _read([*table("PAGES"), *table("API"), *table("ADMIN")])
PLAIN = [(name, route) for name, route in ROUTES if not name.startswith("admin:")]
ADMINS = [(name, route) for name, route in ROUTES if name.startswith("admin:")]


def fill(route: str, value, content_type=None) -> str:
    """The address of a route, with the value wherever it asks for one."""
    address = "/" + route.replace("^", "").replace("$", "")
    address = address.replace("<path:content_type_id>", str(content_type))
    address = re.sub(r"\(\?P<app_label>([a-z]+)[^)]*\)", r"\1", address)
    address = re.sub(r"\(\?P<url>.*?\)", "no/such/page", address)
    return re.sub(r"\(\?P<[^>]+>\[[^\]]+\]\+\)|<[a-z]+:[a-z_]+>", str(value), address)


def ask(client, method: str, address: str, *, json: bool):
    """One request, after which cookies and, but for a GET, all rows are as before."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    kind = "application/json" if json else "application/x-www-form-urlencoded"
    with contextlib.nullcontext() if method == "GET" else rolled_back():
        response = client.generic(method, address, content_type=kind)
        whole = b"".join(response.streaming_content) if response.streaming else response.content
        response.whole = whole.decode(errors="replace")
    client.cookies = SimpleCookie(cookies)
    return response


@contextlib.contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def said(response) -> str:
    """The answer in the words of the table."""
    if response.status_code == 302 and response.url.startswith("/sign-in/?next=/"):
        return "in"
    if response.status_code in (401, 403) and response.wsgi_request.path.startswith("/api/v1/"):
        is_key = response.json().get("detail", "").startswith("Authentication credentials were not")
        return "key" if is_key else str(response.status_code)
    return str(response.status_code)


def secrets_in(world, response, person) -> list[str]:
    """What the answer, its headers included, says that this person must not know."""
    text = f"{response.whole}\n{dict(response.items())}"
    is_inside = person in {"viewer", "coord", "admin", "token"}
    plain = [] if is_inside or "Secret" not in text else ["internal notes"]
    return plain + world.canaries.leaked(person, text)


def hidden_links(world, response, person) -> list[str]:
    """Where the page leads though this person would be told that there is nothing."""
    known = world.addresses = world.addresses or _addresses(world)
    targets = set(_LINK.findall(response.whole))
    return sorted(target for target in targets if known.get(target, {}).get(person) == "404")


def _addresses(world) -> dict[str, dict[str, str]]:
    return {
        fill(route, world.objects.get(subject, subject)): methods["GET"]
        for (door, subject), methods in TABLE.items()
        for name, route in PLAIN
        if name == door and subject and "GET" in methods
    }


def body(response, address) -> str:
    """The page without what differs from one request to the next: tokens, and its own address."""
    text = response.text.replace(address, "ADDRESS")
    return re.sub(r'(data-csrf="|csrfmiddlewaretoken" value=")[^"]*', r"\1", text)


def try_door(world, name, route, subject, methods, *, until_wrong=False) -> list[str]:
    """Every cell of one door and object; returns what was not as written, only the first of it if asked."""
    wrong = []
    address = fill(route, world.objects.get(subject, subject))
    nowhere = fill(route, NOWHERE["slug" if subject in {"token", "session"} else "number"])
    json = name.startswith("api:")
    refresh(world)
    before = checksum()
    for method, answers in methods.items():
        for person, expected in answers.items():
            client = world.clients[person]
            response = ask(client, method, address, json=json)
            cell = f"{method} {address} ({subject}) by {person}"
            if said(response) != expected:
                wrong.append(f"{cell}: {said(response)}, not {expected}")
            # Whoever holds the key of a feed reads what its owner does, in titles and dates.
            reader = "coord" if (name, subject) == ("today:feed", "feed's token") else person
            wrong += [f"{cell}: tells {secret}" for secret in secrets_in(world, response, reader)]
            wrong += [
                f"{cell}: leads to {each}, which is not there"
                for each in hidden_links(world, response, person)
            ]
            for question in QUESTIONS.get(name, ()) if method == "GET" else ():
                answer = ask(client, method, f"{address}{question}", json=json)
                told = [*secrets_in(world, answer, reader), *hidden_links(world, answer, person)]
                wrong += [f"{cell}, asked {question}: tells {secret}" for secret in told]
            if response.status_code == 404 and subject:
                missing = ask(client, method, nowhere, json=json)
                if missing.status_code != 404 or body(response, address) != body(missing, nowhere):
                    wrong.append(f"{cell}: a hidden object does not look like a missing one")
            if wrong and until_wrong:
                return wrong
    after = checksum()
    noted = {"journal_entry"} if name in RECORDED else set()
    if {table for table in after if after[table] != before[table]} - noted:
        wrong.append(f"GET {address} changed rows")
    return wrong
