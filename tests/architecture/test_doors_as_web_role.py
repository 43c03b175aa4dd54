# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors answer the same when the database gives the web's rights and the reader's rows, and when it gives all.

By the way it shows that nothing needs to own a table. A sample in every run; `DOORS_AS_WEB=all` takes every
cell, `DOORS_AS_WEB=partnerships:` those of the doors whose names hold that.
"""

import os
import re

import pytest
from django.db import connection

from glamwiki.roles import WEB
from tests.architecture.matrix import ADMIN_PEOPLE, ADMINS, PLAIN, TABLE, ask, door_of, fill, said

CELLS = [
    (name, route, subject, method, person, expected)
    for name, route in [*PLAIN, *ADMINS]
    for (door, subject), methods in TABLE.items()
    if door == door_of(name, route)
    for method, answers in methods.items()
    for person, expected in answers.items()
    # Where something is read or written: a 405 asks nothing of the database.
    if expected not in {"405", "in", "key"}
    and (person in ADMIN_PEOPLE and method == "GET" or not name.startswith("admin:"))
]
# What differs by itself: a secret made anew, the role that the page names.
UNLIKE = {"accounts:second-factor-set-up", "dashboards:system"}
# So many of them in every run.
SAMPLE = 240


# What differs from one request to the next: numbers of requests and of new rows, tokens, moments.
_CHANGING = re.compile(
    r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=data-csrf=")[^"]*|(?<=csrfmiddlewaretoken" value=")[^"]*|\d+'
)


def _answer(world, cell, role: str) -> tuple[str, str]:
    """What is answered, and the page."""
    name, route, subject, method, person, _expected = cell
    address = fill(route, world.objects.get(subject, subject), world.objects["institution"])
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
        response = ask(world.clients[person], method, address, json=name.startswith("api:"))
        cursor.execute("RESET ROLE")
    page = "" if name in UNLIKE else _CHANGING.sub("…", response.whole)
    return said(response), page


def _difference(behind: str, without: str) -> str:
    lacks = [line.strip() for line in without.splitlines() if line not in behind]
    more = [line.strip() for line in behind.splitlines() if line not in without]
    return f"lacks {lacks[:3]}, has {more[:3]}"


@pytest.mark.django_db
def test_two_hundred_cells_need_no_more_than_the_web_role(world):
    wanted = os.environ.get("DOORS_AS_WEB", "")
    cells = CELLS[:: 1 if wanted else max(1, len(CELLS) // SAMPLE)]
    wrong = []
    for cell in [each for each in cells if wanted in {"", "all"} or wanted in each[0]]:
        behind, without = _answer(world, cell, WEB), _answer(world, cell, "NONE")
        if behind != without:
            name, _route, subject, method, person, _expected = cell
            told = f"{method} {name} ({subject}) by {person}: {behind[0]}, without walls {without[0]}"
            wrong.append(f"{told}; {_difference(behind[1], without[1])}")

    assert len(cells) >= SAMPLE
    assert not wrong, "\n".join(wrong)
