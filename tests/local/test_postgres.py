# SPDX-License-Identifier: GPL-3.0-or-later
"""The private PostgreSQL starts, recovers, and touches nobody else's process."""

import pytest

from glamwiki.local.folders import sockets_for
from glamwiki.local.postgres import ServerFailed

pytestmark = pytest.mark.slow


def test_postgres_starts_answers_and_stops(postgres):
    child = postgres.start()

    made = postgres.create_database("museum")
    made_again = postgres.create_database("museum")
    answer = postgres.query("select current_database()", "museum")
    child.stop()

    assert (made, made_again, answer) == (True, False, "museum")
    assert child.process.returncode == 0


def test_postgres_knows_letters_beyond_ascii(postgres):
    postgres.start()
    postgres.create_database()
    postgres.query("create extension pg_trgm")

    assert postgres.query("select show_trgm('Ж') <> '{}'") == "t"
    assert postgres.query("select lower('ЖÉ')") == "жé"


def test_postgres_comes_back_after_a_kill_with_its_data(postgres):
    child = postgres.start()
    postgres.create_database()
    postgres.query("create table kept as select 7 as number")
    postgres.query("checkpoint")  # a careless cluster promises no more than that
    child.process.kill()
    child.process.wait()

    postgres.start()

    assert postgres.query("select number from kept") == "7"


def test_postgres_leaves_a_stranger_alone_that_stale_lock_files_name(postgres, stranger, tmp_path):
    postgres.start().stop()
    for stale in (postgres.data / "postmaster.pid", sockets_for(tmp_path) / ".s.PGSQL.5432.lock"):
        stale.write_text(f"{stranger.pid}\n{postgres.data}\n")

    postgres.start()

    assert stranger.poll() is None
    assert postgres.query("select 1", "postgres") == "1"


def test_postgres_ends_its_own_orphan(postgres):
    orphan = postgres.start()

    successor = postgres.start()

    assert orphan.process.wait(10) == 0
    assert successor.is_running


def test_postgres_begins_again_after_a_killed_first_start(postgres):
    half_made = postgres.data.with_name("data.new")
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")

    postgres.start()

    assert postgres.query("select 1", "postgres") == "1"


def test_postgres_refuses_data_of_another_version_and_keeps_it(postgres):
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(ServerFailed, match="made by PostgreSQL 12"):
        postgres.start()

    assert (postgres.data / "PG_VERSION").read_text() == "12\n"


def test_postgres_that_cannot_start_says_why(postgres):
    postgres.start().stop()
    (postgres.data / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(ServerFailed, match="no_such_setting"):
        postgres.start()
