# SPDX-License-Identifier: GPL-3.0-or-later
"""Children end with their parent; a process is ours by what it runs and where, not by its number."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glamwiki.local import record
from glamwiki.local.folders import ROOT
from glamwiki.local.processes import LINUX, Child, end_orphan, identity, is_ours, number_in

_PARENT = """
import time
from glamwiki.local.processes import Child
print(Child("child", ["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


def is_gone(pid: int, patience: float = 5) -> bool:
    deadline = time.monotonic() + patience
    while identity(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    return identity(pid) is None


@pytest.mark.skipif(not LINUX, reason="the kernel's help is Linux's")
def test_child_dies_with_a_killed_parent():
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        child = int(parent.stdout.readline())
        parent.kill()

    assert is_gone(child)


def test_child_stops_by_its_signal():
    child = Child("child", ["sleep", "60"], stop_signal=signal.SIGINT)

    child.stop()

    assert child.process.returncode == -signal.SIGINT


def test_child_stops_by_a_signal_that_a_background_shell_made_us_ignore():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = Child("child", ["sleep", "60"], stop_signal=signal.SIGINT)
        child.stop()
    finally:
        signal.signal(signal.SIGINT, before)

    assert child.process.returncode == -signal.SIGINT


def test_child_that_does_not_listen_is_killed_after_its_grace(tmp_path):
    with open(tmp_path / "said", "wb") as said:
        child = Child(
            "child", ["sh", "-c", "trap '' TERM; echo deaf; sleep 60 & wait; wait"], grace=0.3, output=said
        )
    while not (tmp_path / "said").read_bytes():
        time.sleep(0.02)

    child.stop()

    assert child.process.returncode == -signal.SIGKILL


def test_stopping_a_child_ends_its_grandchildren(tmp_path):
    with open(tmp_path / "said", "wb") as said:
        child = Child("child", ["sh", "-c", "sleep 60 & echo $!; wait"], output=said)
    while not (text := (tmp_path / "said").read_text().strip()):
        time.sleep(0.02)

    child.stop()

    assert is_gone(int(text))


def test_process_is_ours_only_with_our_program_and_folder(stranger, tmp_path):
    name, folder = identity(stranger.pid)

    assert folder == tmp_path
    assert is_ours(stranger.pid, {name}, tmp_path)
    assert not is_ours(stranger.pid, {name}, tmp_path.parent)
    assert not is_ours(stranger.pid, {"postgres"}, tmp_path)


def test_orphan_that_is_not_ours_is_left_alone(stranger, tmp_path):
    assert not end_orphan(stranger.pid, {"postgres"}, tmp_path, signal.SIGKILL)
    assert not end_orphan(0, {"postgres"}, tmp_path, signal.SIGKILL)
    assert stranger.poll() is None


def test_recorded_process_that_outlived_its_stack_is_ended(tmp_path):
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(sleep, cwd=ROOT, start_new_session=True) as worker:
        record.write(tmp_path, record.Record("", "", "", {"worker": worker.pid}))

        ended = record.end_orphans(tmp_path)

        assert ended == ["worker"]
        assert worker.wait(5) == -signal.SIGKILL


def test_recorded_pid_that_became_a_shell_command_of_somebody_is_left_alone(tmp_path):
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(sleep, cwd=ROOT, process_group=0) as somebody:  # as an interactive shell starts it
        record.write(tmp_path, record.Record("", "", "", {"worker": somebody.pid}))

        ended = record.end_orphans(tmp_path)

        assert ended == []
        assert somebody.poll() is None
        somebody.kill()


@pytest.mark.parametrize("text, number", [("12\nmore", 12), ("", 0), ("half", 0)])
def test_number_in_a_pid_file(tmp_path, text, number):
    (tmp_path / "pid").write_text(text)

    assert number_in(tmp_path / "pid") == number
    assert number_in(tmp_path / "missing") == 0


def test_identity_of_this_process_is_python_here():
    name, folder = identity(os.getpid())

    assert name == Path(sys.executable).resolve().name
    assert folder == Path.cwd()
