# SPDX-License-Identifier: GPL-3.0-or-later
"""`make mutants`: permission checks are taken away one at a time, and somebody must notice.

Once it is looked which doors come by the functions around the checks: no other door can answer otherwise without one.
Then for each check: those doors, its own app's first; and if they answer as before, the tests of that app. A check
that has a twin (`twins`) is taken away with it.
Forty checks by default, drawn by a seed that is printed (SEED=7 draws others); MUTANTS=all takes every one,
MUTANTS=search,today all of these apps.
"""

import os
import random
import time

import pytest
from django.core.cache import cache

from tests.architecture.conftest import world
from tests.architecture.matrix import PLAIN, TABLE, try_door
from tests.architecture.test_rules import APPS
from tests.mutants.checks import Check, find
from tests.mutants.suite import Suite
from tests.mutants.taking import noted, without
from tests.mutants.twins import TWINS, with_twin

__all__ = ["world"]

DRAWN = 40
MAY_ESCAPE = 2  # of forty
# What shows rows of every app.
COMPOSED = ("api:", "dashboards:", "search:", "today:")
# They say how the machine is, which changes while this works.
OF_OPERATORS = {"readyz", "healthz", "metrics"}


def _drawn() -> tuple[list[Check], int]:
    found = find(APPS)
    assert len(found) >= 100, "the permission checks are not where this looks for them"
    if wanted := os.environ.get("MUTANTS"):
        apps = APPS if wanted == "all" else wanted.split(",")
        return [check for check in found if check.path.split("/")[0] in apps], len(found)
    seed = int(os.environ.get("SEED") or random.randrange(10_000))
    print(f"seed {seed}")
    return random.Random(seed).sample(found, DRAWN), len(found)


def _reached(world, checks: list[Check]) -> dict[str, list]:
    """{place of a check: the doors that come by it}; with all checks there, each door answers as written."""
    by: dict[str, list] = {check.place: [] for check in checks}
    with noted(checks) as places:
        for door in PLAIN:
            if door[0] not in OF_OPERATORS:
                places.clear()
                wrong = next(_wrong(world, [door]), None)
                assert wrong is None, f"not as written with the checks either: {wrong}"
                for place in places:
                    by[place].append(door)
    return by


def _nearest_first(check: Check, doors: list) -> list:
    near = (f"{check.path.split('/')[0]}:", *COMPOSED)
    return sorted(doors, key=lambda door: not door[0].startswith(near))


def _by_the_matrix(world, check: Check, doors) -> str:
    """The first cell that is not as written without the check, and is as written with it."""
    with without(check):
        found = next(_wrong(world, doors), None)
    if found is None:
        return ""
    door, line = found
    assert next(_wrong(world, [door]), None) is None, f"not as written with the check either: {line}"
    return line


def _wrong(world, doors):
    """Yield (door, the first cell of it that is not as written)."""
    for name, route in doors:
        cache.clear()  # or the limits would refuse what the check no longer does
        for (door, subject), methods in TABLE.items():
            if door == name and (wrong := try_door(world, name, route, subject, methods, until_wrong=True)):
                yield (name, route), wrong[0]


@pytest.mark.django_db
def test_somebody_notices_that_a_check_is_gone(world, tmp_path):
    drawn, of = _drawn()
    reached, suite, escaped = _reached(world, drawn), Suite(drawn, tmp_path), []
    for number, check in enumerate(drawn, 1):
        begun = time.monotonic()
        doors = _nearest_first(check, reached[check.place])
        taken = with_twin(check) or check
        noticed = _by_the_matrix(world, taken, doors) or suite.noticing(taken)
        escaped += [] if noticed else [str(check)]
        print(
            f"{number:3} {'noticed' if noticed else 'ESCAPED'} {time.monotonic() - begun:5.1f} s  {check}  {noticed}",
            flush=True,
        )
    doubly = sum(check.place in TWINS for check in drawn)
    print(f"{len(drawn) - len(escaped)} of {len(drawn)} noticed, {doubly} with its twin; {of} checks in all")

    assert len(escaped) <= MAY_ESCAPE * len(drawn) / DRAWN, "\n".join(escaped)
