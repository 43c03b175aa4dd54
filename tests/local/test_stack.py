# SPDX-License-Identifier: GPL-3.0-or-later
"""The one command, run for real in a folder of its own: it starts, recovers, refuses and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import time

import pytest

from glamwiki.local import record
from glamwiki.local.product import answers, wait_until_open
from tests.local.conftest import lines_until, wait_until_nobody_lives_in

pytestmark = pytest.mark.slow
_SERVERS_UP = "export REDIS_URL"


def said_at_the_end(stack: subprocess.Popen, patience: float = 40) -> str:
    said, _ = stack.communicate(timeout=patience)
    return said


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stack_asked_to_stop_ends_well_and_leaves_no_process(start_stack, tmp_path, signum):
    stack = start_stack("--servers")
    lines_until(stack, _SERVERS_UP)

    stack.send_signal(signum)
    said = said_at_the_end(stack)

    assert stack.returncode == 0
    assert "everything stopped" in said
    assert "Traceback" not in said
    assert wait_until_nobody_lives_in(tmp_path, 0) == []


def test_killed_stack_takes_its_servers_along_and_starts_again(start_stack, tmp_path):
    stack = start_stack("--servers")
    lines_until(stack, _SERVERS_UP)

    stack.kill()
    left_over = wait_until_nobody_lives_in(tmp_path)
    successor = start_stack("--servers")
    lines_until(successor, _SERVERS_UP)

    assert left_over == []


def test_stack_starts_right_after_a_kill_without_waiting(start_stack):
    stack = start_stack("--servers")
    lines_until(stack, _SERVERS_UP)

    stack.kill()

    lines_until(start_stack("--servers"), _SERVERS_UP)


def test_second_stack_in_the_same_folder_says_so(start_stack):
    first = start_stack("--servers")
    lines_until(first, _SERVERS_UP)

    second = start_stack("--servers")

    assert f"already running here (pid {first.pid})" in said_at_the_end(second)
    assert second.returncode == 1
    assert first.poll() is None


def test_killed_server_is_started_again(start_stack, tmp_path):
    stack = start_stack("--servers")
    lines_until(stack, _SERVERS_UP)

    os.kill(int((tmp_path / "var" / "valkey" / "valkey.pid").read_text()), signal.SIGKILL)

    lines_until(stack, "valkey was ended by SIGKILL: starting it again")


def test_taken_port_is_replaced_and_said(start_stack):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        said = lines_until(start_stack("--servers", PORT=str(port)), "is taken")

    assert f"port {port} is taken; using " in said[-1]


def test_servers_given_are_used_and_none_started(start_stack, tmp_path):
    given = {"DATABASE_URL": "postgresql://me@db.example/glamwiki", "REDIS_URL": "redis://cache.example/0"}

    said = lines_until(start_stack("--servers", **given), _SERVERS_UP)

    assert any("PostgreSQL: yours" in line for line in said)
    assert any("Valkey: yours" in line for line in said)
    assert not (tmp_path / "var" / "postgres").exists()
    assert not (tmp_path / "var" / "valkey").exists()


@pytest.mark.parametrize(
    "name, value", [("WIKI_URL", "not an address"), ("PORT", "http"), ("DEBUG", "perhaps")]
)
def test_malformed_variable_stops_the_start_with_a_line_that_names_it(start_stack, tmp_path, name, value):
    stack = start_stack(**{name: value})

    said = said_at_the_end(stack)

    assert stack.returncode == 1
    assert len(said.splitlines()) == 1
    assert said.startswith("glamwiki: ")
    assert name in said
    assert not (tmp_path / "var" / "postgres").exists()


def test_database_that_does_not_answer_stops_the_start_in_words(start_stack):
    stack = start_stack(DATABASE_URL="postgresql://me@127.0.0.1:9/glamwiki")

    said = said_at_the_end(stack)

    assert stack.returncode == 1
    assert "manage.py migrate" in said
    assert "Connection refused" in said
    assert "Traceback" not in said


@pytest.mark.worker
def test_whole_product_answers_mends_itself_and_leaves_no_process(start_stack, tmp_path):
    stack = start_stack()
    said = lines_until(stack, "Ctrl-C stops everything")
    address = record.read(tmp_path / "var").address

    assert answers(address, 30)
    assert not [line for line in said if "Traceback" in line]

    os.kill(record.read(tmp_path / "var").pids["web"], signal.SIGKILL)
    lines_until(stack, "web was ended by SIGKILL: starting it again")
    assert wait_until_open(address, lambda: not time.sleep(0.2))

    stack.send_signal(signal.SIGINT)
    ending = said_at_the_end(stack)

    assert stack.returncode == 0
    assert "Traceback" not in ending
    assert wait_until_nobody_lives_in(tmp_path, 2) == []
