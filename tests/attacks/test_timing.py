# SPDX-License-Identifier: GPL-3.0-or-later
"""What is hidden takes as long to be refused as what is not there: only by `make attack`, as it measures.

Two hundred pairs in turns at each door of an object, a hundred tries of each kind of name at the sign-in; the process's own time, since on a shared machine the clock measures others.
"""

import statistics
import time
from itertools import islice

import pytest

from tests.accounts.test_break_glass import ARGON2, tries_of_wrong_passwords
from tests.architecture.matrix import NOWHERE, PLAIN, TABLE, fill
from tests.attacks.figures import FULL, note

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not FULL, reason="measures; by `make attack`")]
PAIRS = 200
MOST = 0.005  # seconds
TRIES = 100
MOST_AT_THE_SIGN_IN = 20  # milliseconds
SLUGS = {"token", "session"}
HIDDEN = [
    (name, route, subject)
    for name, route in PLAIN
    for (door, subject), methods in TABLE.items()
    if door == name and subject and methods.get("GET", {}).get("other") == "404"
]


@pytest.mark.parametrize(("name", "route", "subject"), HIDDEN, ids=[f"{d[0]}-{d[2]}" for d in HIDDEN])
def test_a_hidden_object_takes_no_longer_than_a_missing_one(world, name, route, subject):
    client = world.clients["other"]
    addresses = (
        fill(route, world.objects.get(subject, subject)),
        fill(route, NOWHERE["slug" if subject in SLUGS else "number"]),
    )
    took = ([], [])
    for number in range(PAIRS):
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.process_time()
            status = client.get(addresses[which]).status_code
            took[which].append(time.process_time() - began)
            assert status == 404

    difference = statistics.median(took[0]) - statistics.median(took[1])
    note(
        f"hidden or missing: {name} ({subject})",
        PAIRS,
        int(abs(difference) > MOST),
        f"{1000 * difference:+.2f} ms",
    )
    assert abs(difference) < MOST


def test_a_wrong_password_takes_as_long_for_a_name_that_nobody_has(settings):
    settings.PASSWORD_HASHERS = ARGON2

    rounds = list(islice(tries_of_wrong_passwords(), TRIES))
    medians = {name: statistics.median(took[name] for took in rounds) for name in rounds[0]}

    apart = max(medians.values()) - min(medians.values())
    note(
        "wrong password: known or unknown name",
        3 * TRIES,
        int(apart > MOST_AT_THE_SIGN_IN),
        f"{apart:.2f} ms",
    )
    assert apart < MOST_AT_THE_SIGN_IN, medians
