# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors answer the same when the database gives no more than the web's role: nothing needs to own a table."""

import pytest
from django.db import connection

from glamwiki.roles import WEB
from tests.architecture.matrix import PLAIN, TABLE, ask, fill, said

CELLS = [
    (name, route, subject, method, person, expected)
    for name, route in PLAIN
    for (door, subject), methods in TABLE.items()
    if door == name
    for method, answers in methods.items()
    for person, expected in answers.items()
    # Where something is read or written: a 405 asks nothing of the database.
    if expected not in {"405", "in", "key"}
]


@pytest.mark.django_db
def test_two_hundred_cells_need_no_more_than_the_web_role(world):
    sample = CELLS[:: max(1, len(CELLS) // 240)]
    wrong = []
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {WEB}")
        try:
            for name, route, subject, method, person, expected in sample:
                address = fill(route, world.objects.get(subject, subject))
                response = ask(world.clients[person], method, address, json=name.startswith("api:"))
                if said(response) != expected:
                    wrong.append(f"{method} {address} by {person}: {said(response)}, not {expected}")
        finally:
            cursor.execute("RESET ROLE")

    assert len(sample) >= 200
    assert wrong == []
