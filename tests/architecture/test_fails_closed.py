# SPDX-License-Identifier: GPL-3.0-or-later
"""A part that is away never opens a door: refused stays refused, and pages that need none of it still answer."""

import contextlib

import pytest
from django.db import connection, transaction
from django.test import override_settings

from tests.architecture.matrix import PLAIN, TABLE, ask, fill, said

REFUSED = {"401", "403", "404", "in", "key"}
CELLS = [
    (name, route, subject, method, person, expected)
    for name, route in PLAIN
    for (door, subject), methods in TABLE.items()
    if door == name
    for method, answers in methods.items()
    for person, expected in answers.items()
    if expected != "405"
]
NOBODY = "redis://127.0.0.1:9/0"


def _sample(cells, number):
    return cells[:: max(1, len(cells) // number)]


def _answers(world, cells):
    """{cell: what was said}, each in a savepoint: a broken part may break the transaction."""
    for cell in cells:
        name, route, subject, method, person, expected = cell
        address = fill(route, world.objects.get(subject, subject))
        with transaction.atomic():
            response = ask(world.clients[person], method, address, json=name.startswith("api:"))
            transaction.set_rollback(True)
        yield f"{method} {address} by {person}", expected, said(response)


@contextlib.contextmanager
def without_valkey(settings):
    cache = settings.CACHES["default"] | {"LOCATION": NOBODY}
    with override_settings(CACHES={"default": cache}, REDIS_URL=NOBODY):
        yield


@contextlib.contextmanager
def without_roles():
    """The table that says who may do what is not there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE accounts_membership RENAME TO accounts_membership_away")
        yield
        transaction.set_rollback(True)


def _leaks(answers):
    return [
        f"{cell}: {said}, not {expected}"
        for cell, expected, said in answers
        if expected in REFUSED and said != expected and said < "500"
    ]


@pytest.mark.django_db
def test_without_valkey_nothing_opens_and_pages_answer(world, settings):
    cells = _sample(CELLS, 200)
    with without_valkey(settings):
        answers = list(_answers(world, cells))

    assert len(answers) >= 200
    assert _leaks(answers) == []
    served = [said for _cell, expected, said in answers if expected == "200" and said == "200"]
    wanted = [expected for _cell, expected, said in answers if expected == "200"]
    assert len(served) > 0.8 * len(wanted)


@pytest.mark.django_db
def test_without_the_table_of_roles_nothing_opens_and_public_pages_answer(world):
    signed_in = _sample([cell for cell in CELLS if cell[4] != "anon"], 200)
    public = _sample([c for c in CELLS if c[4] == "anon" and c[3] == "GET" and c[5] == "200"], 20)
    with without_roles():
        answers, open_ones = list(_answers(world, signed_in)), list(_answers(world, public))

    assert len(answers) >= 200
    assert _leaks(answers) == []
    # Whoever has a role is not served on a guess either.
    assert {said for _cell, expected, said in answers if expected == "200"} <= {"200", "500"}
    assert [cell for cell, expected, said in open_ones if said != expected] == []
