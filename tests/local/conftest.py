# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders, servers and stacks for the tests of the one-command start."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glamwiki.local.folders import ROOT, sockets_for
from glamwiki.local.postgres import Postgres
from glamwiki.local.valkey import Valkey

VARIABLES = ("DATABASE_URL", "REDIS_URL", "PORT", "MEDIA_ROOT", "SITE_URL", "SECRET_KEY", "DEBUG")


@pytest.fixture
def postgres(tmp_path):
    """A cluster not yet made; whatever runs on it at the end is ended."""
    server = Postgres(tmp_path / "postgres", sockets_for(tmp_path), careless=True)
    yield server
    end_everything_in(tmp_path)


@pytest.fixture
def valkey(tmp_path):
    """A server not yet started, that keeps its data; ended at the end."""
    yield Valkey(tmp_path / "valkey", sockets_for(tmp_path))
    end_everything_in(tmp_path)


@pytest.fixture
def stranger(tmp_path):
    """A live process that is none of ours, for stale pid files to name."""
    process = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def start_stack(tmp_path):
    """Starts `python -m glamwiki.local.stack` in a folder of its own; ends whatever is left of it."""
    started = []

    def start(*words: str, **variables: str) -> subprocess.Popen:
        env = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        process = subprocess.Popen(
            [sys.executable, "-m", "glamwiki.local.stack", *words],
            cwd=ROOT,
            env=env | {"GLAMWIKI_VAR": str(tmp_path / "var")} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
    end_everything_in(tmp_path)


def lines_until(process: subprocess.Popen, words: str, patience: float = 300) -> list[str]:
    """What the process says up to the line with `words`; fails when it ends before."""
    deadline = time.monotonic() + patience
    said = []
    for line in process.stdout:
        said.append(line.rstrip())
        if words in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"{words!r} was never said:\n" + "\n".join(said))


def living_in(folder: Path) -> list[int]:
    """Processes that work in the folder or were given it as GLAMWIKI_VAR."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            works_in = Path(os.readlink(process / "cwd"))
            given = f"GLAMWIKI_VAR={folder}".encode() in (process / "environ").read_bytes()
            if works_in.is_relative_to(folder) or given:
                found.append(int(process.name))
    return found


def wait_until_nobody_lives_in(folder: Path, patience: float = 15) -> list[int]:
    """The processes still there after the patience; empty as it should be."""
    deadline = time.monotonic() + patience
    while (found := living_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def end_everything_in(folder: Path) -> None:
    for pid in living_in(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
