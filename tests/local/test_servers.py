# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test may count on: servers of the run's own, an empty cache, a database as the migrations left it."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection

from glamwiki.local.folders import ROOT
from tests.servers import ENVIRONMENT


def test_tests_never_run_on_the_servers_of_the_developer():
    slot = os.environ["GLAMWIKI_TEST_SLOT"]

    assert slot.startswith(str(ROOT / "var" / "test-"))
    if not os.environ.get("TEST_DATABASE_URL"):
        assert slot in os.environ["DATABASE_URL"] or "/glamwiki-" in os.environ["DATABASE_URL"]


def test_tests_cannot_reach_a_real_wiki():
    assert os.environ["WIKI_URL"] == ENVIRONMENT["WIKI_URL"] == "http://127.0.0.1:9/w/"


@pytest.mark.parametrize("turn", [1, 2])
def test_cache_is_empty_at_the_start_of_each_test(turn):
    assert cache.get("left-by-the-turn-before") is None

    cache.set("left-by-the-turn-before", turn)


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_database_is_as_migrated_after_a_test_with_real_transactions(turn):
    assert Group.objects.create(name=f"turn {turn}").pk == 1  # its sequence too


@pytest.mark.django_db
def test_database_compares_letters_of_every_script():
    with connection.cursor() as cursor:
        cursor.execute("select show_trgm('Ж') <> '{}', lower('Ж')")

        assert cursor.fetchone() == (True, "ж")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_process_of_ours_sees_the_rows_of_the_test(process_environment):
    Group.objects.create(name="curators")

    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", "print('there are', Group.objects.get().name)"],
        cwd=ROOT,
        env=process_environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "there are curators" in done.stdout, done.stderr
