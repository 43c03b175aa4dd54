# SPDX-License-Identifier: GPL-3.0-or-later
"""pytest -p tests.mutants.plugin: the tests of the run meet the product without one check, or note which they come by."""

import json
import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.mutants.checks import Check
from tests.mutants.taking import REACHED, noted, without

TAKEN, NOTES = "MUTANT", "MUTANT_NOTES"
_running = ExitStack()


def taking(check: Check) -> dict[str, str]:
    """The environment in which this plugin takes the check away."""
    return {**os.environ, TAKEN: json.dumps(asdict(check))}


def noting(checks: Iterable[Check], file: Path) -> dict[str, str]:
    """The environment in which this plugin writes a line of JSON for each test: [its id, places of these checks]."""
    return {**os.environ, TAKEN: json.dumps([asdict(check) for check in checks]), NOTES: str(file)}


def pytest_collection_finish(session):
    _ = get_resolver().url_patterns  # what is not read yet could not be changed
    what = json.loads(os.environ[TAKEN])
    _running.enter_context(
        noted([Check(**each) for each in what]) if NOTES in os.environ else without(Check(**what))
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    REACHED.clear()
    done = yield
    if NOTES in os.environ and REACHED:
        with Path(os.environ[NOTES]).open("a") as file:
            file.write(json.dumps([item.nodeid, sorted(REACHED)]) + "\n")
    return done


def pytest_sessionfinish(session):
    _running.close()
