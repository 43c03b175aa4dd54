# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input at every door that takes a form: refused in words with nothing written, or handled; never a 500.

The forms are read from the pages as they stand, so that a new page is tried without a line here.
"""

import uuid
from urllib.parse import urlencode, urljoin

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.html import escape

from tests.architecture.conftest import world
from tests.architecture.matrix import PLAIN, TABLE, fill
from tests.architecture.world import checksum
from tests.journeys.visitor import Form, Page

__all__ = ["world"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Whoever comes first of those the door is open to.
SENDERS = ("coord", "admin", "volun", "wmf", "plat")
SHUT = {"in", "key", "401", "403", "404", "405"}
# Not forms of ours to fill in: signing out, the language, a sync that would leave the house.
LEFT_OUT = ("api:", "logout", "set_language", "sign-in", "login", "readyz", "csp")

# Fields of doors whose form the pages of this world do not show.
INSTITUTION = ("name", "kind", "country", "place", "names", "website", "latitude", "longitude", "form_key")
UNSEEN = {
    "accounts:affiliates": ("name", "code", "country"),
    "casestudies:autosave": ("title", "language", "country", "section_summary", "version"),
    "casestudies:write": ("title", "language", "country", "section_summary", "version"),
    "institutions:item-add": (*INSTITUTION, "wikidata_item", "reading", "is_another"),
    "institutions:item-field": ("field", "choice", "version"),
    "institutions:item-unlink": ("version",),
    "partnerships:bulk": ("partnership", "do", "stage", "note", "lead", "next_step", "next_step_on", "back"),
    "partnerships:next-step-done": ("version",),
    "partnerships:undo": ("back",),
    "partnerships:undo-move": ("back",),
}

# Pages whose form stands there only once something was searched for.
NEED_A_SEARCH = ("/ties/make/", "/merge/", "/join/", "/link/")
NO_FORM = Form("", "post")

LETTERS = {
    "10,000 characters": "x" * 10_000,
    "5,000 lines": "line\r\n" * 5_000,
    "NUL": "a\0b",
    "odd letters": "متحف \u202eevil\u202c 👩🏽‍🚒 \u2066x </textarea><script>alert(1)</script>'\"%s{{ 7|add:7 }}",
    "broken UTF-8": "\udcff",
}
NUMBERS = {
    "huge number": "9" * 30,
    "no such key": str(2**63 - 1),
    "negative": "-1",
    "infinite": "1e400",
    "digits of another script": "٣",
}
DAYS = {
    "30th of February": "2025-02-30",
    "year 0": "0000-01-01",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "year 99999": "99999-01-01",
}
ALWAYS = {"a word": "banana", "a list": ["1", "banana", "2"], "left out": None}


def _doors() -> list[tuple[str, str, str, str]]:
    """(name, route, object, sender) of every door somebody may send a form to."""
    found = []
    for name, route in PLAIN:
        for (door, subject), methods in TABLE.items():
            answers = methods.get("POST", {})
            sender = next((each for each in SENDERS if answers.get(each, "405") not in SHUT), None)
            if door == name and sender and not name.startswith(LEFT_OUT):
                found.append((name, route, subject, sender))
    return found


DOORS = _doors()


@pytest.fixture(scope="module")
def forms(world, django_db_blocker):
    """{(sender, address): Form}: what the pages of the world offer to send."""
    found = {}
    with django_db_blocker.unblock():
        for name, route in PLAIN:
            for (door, subject), methods in TABLE.items():
                if door == name and not name.startswith(LEFT_OUT):
                    address = fill(route, world.objects.get(subject, subject))
                    readers = [each for each in SENDERS if methods.get("GET", {}).get(each) == "200"]
                    # Coordinators and administrators see different buttons; of the others one is enough.
                    for reader in [each for each in readers if each in ("coord", "admin")] or readers[:1]:
                        _collect(world.clients[reader], reader, address, found)
    return found


def _collect(client, reader, address, found) -> None:
    for place in (address, address + "?q=museum") if address.endswith(NEED_A_SEARCH) else (address,):
        answer = client.get(place)
        offered = Page(None, answer).forms if not answer.streaming else ()
        for form in (each for each in offered if each.method == "post"):
            for target in {form.action, *(button.action for button in form.buttons if button.action)}:
                path = urljoin(address, target or address).partition("?")[0]
                if len(_names(form)) > len(_names(found.get((reader, path), NO_FORM))):
                    found[reader, path] = form


def _names(form) -> frozenset:
    named = {button.name for button in form.buttons if button.name}
    return frozenset(form.values) | frozenset(form.choices) | frozenset(form.boxes) | named


# What stands in a field of that name where the page leaves it empty, so that only the bad value is wrong.
GOOD = {
    "kind": "museum",
    "country": "FR",
    "names": "de: Ein Museum",
    "website": "https://example.org/",
    "wikidata_item": "Q42",
    "item": "Q42",
    "email": "somebody@example.org",
    "isil": "",
    "viaf": "",
    "ror": "",
    "latitude": "",
    "longitude": "",
    "link": "",
    "reading": "",
    "plan": "",
    "target_days": "30",
    "wip_limit": "5",
    "expected_works": "10",
    "query": "",
    "page": "board",
    "value": "somebody@example.org",
    "institution": "",
}


def _filled(form) -> dict:
    """What a person who fills in everything would send."""
    pressed = {button.name: button.value for button in reversed(form.buttons)}
    data = {name: form.values.get(name) or _good(form, name, pressed) for name in _names(form)}
    data.pop("csrfmiddlewaretoken", None)
    if "form_key" in data:
        data["form_key"] = str(uuid.uuid4())
    return data


def _good(form, name, pressed):
    if name in form.choices:
        return next((each.value for each in form.choices[name] if each.value and not each.is_disabled), "")
    if name.endswith("_on"):
        return "2026-06-15"
    return GOOD.get(name) or form.boxes.get(name) or pressed.get(name, "Something")


def _bad(data: dict, chosen):
    """(what is wrong, what is sent): every field spoilt in every way that suits it; then nothing at all."""
    for name in sorted(data):
        kinds = DAYS if name.endswith("_on") else NUMBERS if name in chosen else NUMBERS | LETTERS
        for label, value in (ALWAYS | kinds).items():
            bad = {key: each for key, each in (data | {name: value}).items() if each is not None}
            yield f"{name}: {label}", bad
    yield "nothing", {}


def _answer(client, address, data):
    """The answer; what was accepted is rolled back, what was refused must have written nothing."""
    cache.clear()
    body = urlencode(data, doseq=True, errors="surrogateescape")
    with transaction.atomic():
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        if answer.status_code < 400 or answer.status_code >= 500:
            transaction.set_rollback(True)
    return answer


def _faults(answer) -> list[str]:
    """What is wrong with the answer to one bad form."""
    if answer.status_code >= 500:
        return [str(answer.status_code)]
    return [f"{answer.status_code} without a word about {each}" for each in _unnamed(answer)]


def _unnamed(answer) -> list[str]:
    """The fields whose errors the page does not tell."""
    # Where nothing was chosen the page says that, and has no form yet.
    if answer.status_code != 422 or not answer.context or answer.context.get("chosen") == []:
        return []
    form = answer.context.get("form")
    errors = form.errors if form is not None else {}
    return [
        name
        for name, said in errors.items()
        if not any(escape(each) in answer.text or each in answer.text for each in said)
    ]


@pytest.mark.parametrize(("name", "route", "subject", "sender"), DOORS, ids=[f"{d[0]}-{d[2]}" for d in DOORS])
def test_bad_input_is_refused_in_words_or_handled(world, forms, name, route, subject, sender):
    address = fill(route, world.objects.get(subject, subject))
    form = forms.get((sender, address))
    data = _filled(form) if form else dict.fromkeys(UNSEEN.get(name, ()), "1")
    client, before = world.clients[sender], checksum()

    wrong = [
        f"{what}: {fault}"
        for what, bad in _bad(data, form.choices if form else ())
        for fault in _faults(_answer(client, address, bad))
    ]

    assert not wrong, "\n".join(wrong)
    assert checksum() == before, "what was refused wrote rows"
