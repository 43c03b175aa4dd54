# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors' world for attackers, rolled back after each of them; and the table of what they counted."""

import contextlib
import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings

from tests.architecture.world import make_world
from tests.attacks import figures
from tests.browser.conftest import QUIET

# Playwright's synchronous API keeps an event loop in the test's thread, which Django would refuse to work in.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
SESSIONS = "django.contrib.sessions.backends.signed_cookies"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once a module: with a browser at work Django has another connection. Sessions in cookies save a query each in thousands of requests."""
    with django_db_blocker.unblock(), override_settings(SESSION_ENGINE=SESSIONS), rolled_back():
        # A request that ends would close a connection that is not as the settings say: it is in our transaction.
        connection.close_if_unusable_or_obsolete = lambda: None
        yield make_world()
        del connection.close_if_unusable_or_obsolete


@pytest.fixture
def spoilt(world, db):
    """The world, to be filled with anything: all rows are as before afterwards."""
    with rolled_back():
        yield world
    cache.clear()


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
