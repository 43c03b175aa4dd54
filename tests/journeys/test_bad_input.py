# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input at every door that takes a form: refused in words with nothing written, or handled; never a 500.

The forms are read from the pages as they stand, so that a new page is tried without a line here.
"""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.html import escape

from tests.architecture.conftest import world
from tests.architecture.matrix import fill
from tests.architecture.world import checksum
from tests.journeys.offered import DOORS, UNSEEN, filled, offered

__all__ = ["world"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

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


@pytest.fixture(scope="module")
def forms(world, django_db_blocker):
    with django_db_blocker.unblock():
        return offered(world)


def _one_of_each(names: list[str]) -> list[str]:
    """Of fields that differ in a number alone, as those of seventy rows do, the first."""
    alike: dict[str, str] = {}
    for name in names:
        alike.setdefault(re.sub(r"\d+", "#", name), name)
    return list(alike.values())


def _bad(data: dict, chosen):
    """(what is wrong, what is sent): every field spoilt in every way that suits it; then nothing at all."""
    for name in _one_of_each(sorted(data)):
        kinds = DAYS if name.endswith("_on") else NUMBERS if name in chosen else NUMBERS | LETTERS
        for label, value in (ALWAYS | kinds).items():
            bad = {key: each for key, each in (data | {name: value}).items() if each is not None}
            yield f"{name}: {label}", bad
    yield "nothing", {}


def _answer(client, address, data):
    """The answer; what was accepted is rolled back, what was refused must have written nothing."""
    cache.clear()
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    body = urlencode(data, doseq=True, errors="surrogateescape")
    with transaction.atomic():
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        if answer.status_code < 400 or answer.status_code >= 500:
            transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)  # sessions are in them: one that was ended goes on
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
    data = filled(form) if form else dict.fromkeys(UNSEEN.get(name, ()), "1")
    client, before = world.clients[sender], checksum()

    wrong = [
        f"{what}: {fault}"
        for what, bad in _bad(data, form.choices if form else ())
        for fault in _faults(_answer(client, address, bad))
    ]

    assert not wrong, "\n".join(wrong)
    assert checksum() == before, "what was refused wrote rows"
