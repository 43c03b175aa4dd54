# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test stands on: its database, an empty cache, and groups that need more than Python."""

import os
from collections import Counter
from functools import partial

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from django.utils import translation

from glamwiki.local.packages import GROUPS
from privacy import asking
from tests import databases
from tests.people import (  # fixtures
    affiliate_admin,
    coordinator,
    platform_admin,
    stranger,
    viewer,
    volunteer,
    wmf_staff,
)

__all__ = [
    "affiliate_admin",
    "coordinator",
    "platform_admin",
    "stranger",
    "viewer",
    "volunteer",
    "wmf_staff",
]

# Reasons why tests of a group did not run, and how many.
_lacking: Counter[str] = Counter()
# How long the tests of each folder took together, in seconds.
_took: Counter[str] = Counter()


def pytest_configure(config):
    # TEST_ROLE=glamwiki_web: whatever a test asks of the database is asked with the rights of that role.
    if role := os.environ.get("TEST_ROLE"):
        connection_created.connect(partial(_come_as, role), weak=False)
    # Argon2 is slow on purpose; here a hundred accounts are made a minute.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Whatever comes after a test with real transactions begins with a copy: emptying two hundred tables is for nothing.
    TransactionTestCase._fixture_teardown = lambda self: None
    # A copied database is dropped and made again: a connection kept open would be a dead one.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0


def _come_as(role, connection, **_more):
    if str(connection.settings_dict["NAME"]).startswith("test_"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, false)", [role])


@pytest.fixture(scope="session")
def template_database(django_test_environment, django_db_blocker):
    """The name of the migrated database that every other one is copied from."""
    with django_db_blocker.unblock(), databases.administrator() as cursor:
        return databases.make_template(cursor)


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker):
    """Replaces pytest-django's: a copy of the template instead of a migration each run."""
    name = databases.name_for_this_process()
    with django_db_blocker.unblock(), databases.administrator() as cursor:
        databases.copy_template(cursor, template_database, name)
        databases.use(name)
        # What is in force is looked up every half minute: in tests once, so that no count of queries depends on it.
        asking.FRESH_FOR = float("inf")
        asking.in_force()
        yield
        databases.use("postgres")
        cursor.execute(f'drop database if exists "{name}" with (force)')


def commits(item) -> bool:
    """Whether the test works with real transactions, whose rows stay behind."""
    marker = item.get_closest_marker("django_db")
    is_marked = bool(marker and marker.kwargs.get("transaction"))
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What commits comes last, for the others begin with an untouched database.

    pytest-django orders them so too, but pytest then moves tests together that share a parameter of the session,
    and a parameter called `page` makes one of pytest-playwright's browsers.
    """
    items.sort(key=commits)


@pytest.fixture(autouse=True)
def _whole_database(request):
    """A test with real transactions leaves its rows behind: each begins with a copy of the template."""
    if not commits(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    template = request.getfixturevalue("template_database")
    with databases.administrator() as cursor:
        databases.use(databases.name_for_this_process())
        databases.copy_template(cursor, template, databases.name_for_this_process())
    yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """Nothing cached, counted or queued by one test reaches the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _platform_language():
    """A request in Arabic leaves Arabic behind in its thread: the next test begins in English."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def process_environment(transactional_db):
    """The environment for a process of ours (a worker, a command) that must see this test's rows."""
    url = os.environ["DATABASE_URL"]
    head, separator, query = url.partition("?")
    base = head.rsplit("/", 1)[0]
    return os.environ | {
        "DATABASE_URL": f"{base}/{databases.name_for_this_process()}{separator}{query}",
        "PYTHONUNBUFFERED": "1",
    }


def pytest_runtest_setup(item):
    """Skip what this machine lacks the programs for; with CI=true that is a failure."""
    for name, group in GROUPS.items():
        if item.get_closest_marker(name) and (lacks := group.missing()):
            reason = f"{name} tests need: {', '.join(lacks)}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


def pytest_runtest_logreport(report):
    if hasattr(report, "nodeid"):  # what a test of this hook hands in has none
        _took["/".join(report.nodeid.split("/")[:2])] += report.duration
    # Workers of pytest-xdist skip in processes of their own; their reports all arrive here.
    if report.skipped and isinstance(report.longrepr, tuple) and " tests need: " in report.longrepr[2]:
        _lacking[report.longrepr[2].removeprefix("Skipped: ")] += 1


def pytest_terminal_summary(terminalreporter):
    """Say which folders took long; name each group of tests that did not run, and what would make it run."""
    if _took:
        terminalreporter.section("seconds by folder")
        terminalreporter.line(", ".join(f"{folder} {took:.0f}" for folder, took in _took.most_common()))
    if not _lacking:
        return
    terminalreporter.section("tests that did not run on this machine")
    for reason, count in sorted(_lacking.items()):
        group = GROUPS[reason.split(" ", 1)[0]]
        terminalreporter.line(f"{count} {reason}. To run them: {group.remedy}")
