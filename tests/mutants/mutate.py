# SPDX-License-Identifier: GPL-3.0-or-later
"""`make mutants`: permission checks are taken away one at a time, and somebody must notice.

First the matrix of doors, those of the check's own app and what is composed of all apps; then the tests of that app;
then every other door. Forty checks by default, drawn by a seed that is printed: MUTANTS=all takes every one, SEED=7
draws others.
"""

import os
import random
import re
import subprocess
import sys
import time

import pytest
from django.core.cache import cache

from tests.architecture.conftest import world
from tests.architecture.matrix import PLAIN, TABLE, try_door
from tests.architecture.test_rules import APPS
from tests.mutants import plugin
from tests.mutants.checks import ROOT, Check, find, without

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
    if os.environ.get("MUTANTS") == "all":
        return found, len(found)
    seed = int(os.environ.get("SEED") or random.randrange(10_000))
    print(f"seed {seed}")
    return random.Random(seed).sample(found, DRAWN), len(found)


def _doors(check: Check) -> tuple[list, list]:
    """The doors where it would show first, and all others."""
    near = (f"{check.path.split('/')[0]}:", *COMPOSED)
    doors = [door for door in PLAIN if door[0] not in OF_OPERATORS]
    return [d for d in doors if d[0].startswith(near)], [d for d in doors if not d[0].startswith(near)]


def _noticed(world, check: Check) -> str:
    """By which cell or test; empty when nobody did."""
    near, far = _doors(check)
    return _by_the_matrix(world, check, near) or _by_tests(check) or _by_the_matrix(world, check, far)


def _by_the_matrix(world, check: Check, doors) -> str:
    """The first cell that is not as written without the check, and is as written with it."""
    with without(check):
        found = next(_wrong(world, doors), None)
    if found is None:
        return ""
    door, line = found
    assert next(_wrong(world, [door]), None) is None, f"not as written with the check either: {line}"
    return line


def _by_tests(check: Check) -> str:
    """The first test of the check's app that fails without it, and passes with it."""
    folder = f"tests/{check.path.split('/')[0]}"
    pytest_run = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    without_it = subprocess.run(
        [*pytest_run, "-p", plugin.__name__, folder],
        env=plugin.named(check), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    failed = re.findall(r"^FAILED (\S+)", without_it.stdout, re.MULTILINE)
    if not failed:
        assert without_it.returncode == 0, without_it.stdout[-3000:] + without_it.stderr[-3000:]
        return ""
    with_it = subprocess.run([*pytest_run, failed[0]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert with_it.returncode == 0, f"fails with the check too: {failed[0]}\n{with_it.stdout[-3000:]}"
    return failed[0]


def _wrong(world, doors):
    """Yield (door, the first cell of it that is not as written)."""
    for name, route in doors:
        cache.clear()  # or the limits would refuse what the check no longer does
        for (door, subject), methods in TABLE.items():
            if door == name and (wrong := try_door(world, name, route, subject, methods, until_wrong=True)):
                yield (name, route), wrong[0]


@pytest.mark.django_db
def test_somebody_notices_that_a_check_is_gone(world):
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
