# SPDX-License-Identifier: GPL-3.0-or-later
"""pytest -p tests.mutants.plugin: all tests of the run meet the product without the check that MUTANT names."""

import json
import os
from contextlib import ExitStack
from dataclasses import asdict

from django.urls import get_resolver

from tests.mutants.checks import Check, without

NAME = "MUTANT"
_taken = ExitStack()


def named(check: Check) -> dict[str, str]:
    """The environment in which this plugin takes the check away."""
    return {**os.environ, NAME: json.dumps(asdict(check))}


def pytest_collection_finish(session):
    _ = get_resolver().url_patterns  # what is not read yet could not be changed
    _taken.enter_context(without(Check(**json.loads(os.environ[NAME]))))


def pytest_sessionfinish(session):
    _taken.close()
