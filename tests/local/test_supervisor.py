# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that end are started again, within bounds, and stopped in the right order."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glamwiki.local import supervisor as supervising
from glamwiki.local.processes import LINUX, Child
from glamwiki.local.supervisor import GaveUp, Supervisor


@pytest.fixture
def supervisor():
    made = Supervisor()
    yield made
    made.stop()


def wait_for_the_end_of(child):
    child.process.wait(5)
    return child


def test_part_that_was_killed_is_started_again_and_said(supervisor, capsys):
    first = supervisor.start("web", lambda: Child("web", ["sleep", "60"]))
    first.process.kill()
    wait_for_the_end_of(first)

    assert supervisor.check() is True
    assert supervisor.pids()["web"] != first.pid
    assert supervisor.check() is False
    assert "web was ended by SIGKILL: starting it again (1 of 5)" in capsys.readouterr().out


@pytest.mark.skipif(not LINUX, reason="asks /proc")
def test_part_is_said_to_have_ended_when_nothing_of_it_runs(supervisor, monkeypatch, tmp_path):
    """A worker left by a killed web would answer those who heard of the end, and be gone at their next call."""
    left = tmp_path / "left"
    script = f"trap '' TERM; sleep 60 & echo $! > {left}.new && mv {left}.new {left}; wait"
    first = supervisor.start("web", lambda: Child("web", ["sh", "-c", script]))
    while not left.exists():
        time.sleep(0.02)
    first.process.kill()
    wait_for_the_end_of(first)
    heard = []
    monkeypatch.setattr(supervising, "say", lambda _: heard.append(runs(int(left.read_text()))))

    supervisor.check()

    assert heard == [False]


def runs(pid, patience=1):
    """Whether a process still does something when it had the time that a SIGKILL takes; a zombie does nothing."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state in "ZX":
            return False
        time.sleep(0.02)
    return True


def test_part_that_ends_too_often_is_given_up(supervisor, monkeypatch):
    monkeypatch.setattr(supervising, "RESTARTS", 1)
    wait_for_the_end_of(supervisor.start("web", lambda: Child("web", ["false"])))
    supervisor.check()
    time.sleep(0.2)

    with pytest.raises(GaveUp, match=r"web ended by itself \(code 1\) for the 2th time"):
        supervisor.check()


def test_parts_are_stopped_before_the_servers_they_lean_on(supervisor, tmp_path):
    order = tmp_path / "order"

    def part(name):
        script = (
            f"trap 'echo {name} >> {order}; exit' TERM; touch {tmp_path / name}; while :; do sleep 0.05; done"
        )
        return Child(name, ["sh", "-c", script], stop_signal=signal.SIGTERM)

    for name, is_server in [("postgres", True), ("valkey", True), ("web", False)]:
        supervisor.start(name, lambda name=name: part(name), is_server=is_server)
        while not (tmp_path / name).exists():
            time.sleep(0.02)

    supervisor.stop()

    assert order.read_text().split() == ["web", "valkey", "postgres"]


_INTERRUPTED_EVERYWHERE = """
import signal, sys
from glamwiki.local.supervisor import Supervisor

def interrupting_at(step):
    steps = iter(range(step))
    def trace(*_):
        if next(steps, None) is None:
            sys.settrace(None)
            signal.raise_signal(signal.SIGINT)
        return trace
    return trace

for step in range(25):
    watching = Supervisor()
    watching.obey_signals()
    sys.settrace(interrupting_at(step))
    watching.watch()
print("all returned")
"""


def test_watch_ends_wherever_in_it_the_signal_falls():
    """A handler that takes a lock the interrupted wait holds would hang for ever, once in thousands of stops."""
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_EVERYWHERE], capture_output=True, text=True, timeout=30
    )

    assert done.stdout.strip() == "all returned", done.stderr
