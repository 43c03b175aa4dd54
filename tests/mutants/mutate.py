# SPDX-License-Identifier: GPL-3.0-or-later
"""`make mutants`: permission checks are taken away one at a time, and the matrix of doors must notice.

Forty of them by default, drawn by a seed that is printed: MUTANTS=all takes every one, SEED=7 draws others.
"""

import os
import random
import time

import pytest
from django.core.cache import cache

from tests.architecture.conftest import world
from tests.architecture.matrix import PLAIN, TABLE, try_door
from tests.architecture.test_rules import APPS
from tests.mutants.checks import Check, find, without

__all__ = ["world"]

DRAWN = 40
MAY_ESCAPE = 2  # of forty
# They say how the machine is, which changes while this works.
OF_OPERATORS = {"readyz", "healthz", "metrics"}


def _drawn() -> tuple[list[Check], int]:
    found = find(APPS)
    assert len(found) >= 100, "the permission checks are not where this looks for them"
    if os.environ.get("MUTANTS") == "all":
        return found, len(found)
    seed = int(os.environ.get("SEED") or random.randrange(10_000))
    print(f"seed {seed}")
    return random.Random(seed).sample(found, DRAWN), len(found)


def _nearest_first(check: Check) -> list[tuple[str, str]]:
    """The doors, those of the check's own app before the others."""
    app = check.path.split("/")[0]
    doors = [door for door in PLAIN if door[0] not in OF_OPERATORS]
    return sorted(doors, key=lambda door: not door[0].startswith((f"{app}:", "api:")))


def _noticed(world, check: Check) -> str:
    """The first cell that is not as written without the check, and is as written with it."""
    with without(check):
        found = next(_wrong(world, _nearest_first(check)), None)
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
def test_the_matrix_notices_that_a_check_is_gone(world):
    drawn, of = _drawn()
    escaped = []
    for number, check in enumerate(drawn, 1):
        begun = time.monotonic()
        noticed = _noticed(world, check)
        escaped += [] if noticed else [str(check)]
        print(
            f"{number:3} {'noticed' if noticed else 'ESCAPED'} {time.monotonic() - begun:5.1f} s  {check}  {noticed}"
        )
    print(f"{len(drawn) - len(escaped)} of {len(drawn)} noticed, {of} checks in all")

    assert len(escaped) <= MAY_ESCAPE * len(drawn) / DRAWN, "\n".join(escaped)
