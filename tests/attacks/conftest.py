# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors' world for attackers, rolled back after each of them; and the table of what they counted."""

import contextlib
import os
import shutil
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.signals import request_started
from django.db import connection, transaction
from django.test import override_settings

from accounts import elevation, fresh
from tests.architecture.world import make_world
from tests.attacks import figures
from tests.browser.conftest import QUIET

# Playwright's synchronous API keeps an event loop in the test's thread, which Django would refuse to work in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
A_DAY = timedelta(days=1)
SESSIONS = "django.contrib.sessions.backends.signed_cookies"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once a module: with a browser at work Django has another connection. Sessions in cookies save a query each in thousands of requests."""
    with django_db_blocker.unblock(), override_settings(SESSION_ENGINE=SESSIONS), rolled_back():
        # A request that ends would close a connection that is not as the settings say: it is in our transaction.
        connection.close_if_unusable_or_obsolete = lambda: None
        request_started.connect(_nobody_asked_too_often)
        # A full run takes longer than a proof of who one is lasts; then every door behind one would only ask again.
        lasting = patch.object(fresh, "FRESH_FOR", A_DAY), patch.object(elevation, "LASTS", A_DAY)
        with lasting[0], lasting[1]:
            made = make_world()
            yield made
            left = [
                person
                for person, user in made.people.items()
                if user and user.is_active and not _is_inside(made, person)
            ]
            assert not left, "signed out on the way, so that the last attacks tried nothing"
        request_started.disconnect(_nobody_asked_too_often)
        del connection.close_if_unusable_or_obsolete


def _is_inside(world, person) -> bool:
    return world.clients[person].get("/").status_code == 200


def _nobody_asked_too_often(**_request) -> None:
    """Limits would answer most of the attacks themselves, and nothing behind them would be tried."""
    cache.clear()


@pytest.fixture
def spoilt(world, db):
    """The world, to be filled with anything: all rows are as before afterwards."""
    with rolled_back():
        yield world


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium: nothing is downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@contextlib.contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def pytest_terminal_summary(terminalreporter):
    if figures.FIGURES:
        terminalreporter.section("attacks" if figures.FULL else "attacks (a sample; all by `make attack`)")
        terminalreporter.write_line(figures.table())
