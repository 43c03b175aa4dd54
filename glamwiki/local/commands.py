# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs management commands to their end: quiet when all is well, brief when not."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from glamwiki.local.folders import ROOT
from glamwiki.local.processes import Child


class CommandFailed(Exception):
    """A management command failed; the message says which, its last words and where to read all of them."""


class Interrupted(Exception):
    """The person asked to stop while a command ran."""


def manage(
    words: list[str], *, env: Mapping[str, str], logs: Path, is_stopping: Callable[[], bool] = lambda: False
) -> str:
    """Run `manage.py <words>` and return its output, which is kept in `logs` too.

    Raises CommandFailed, and Interrupted as soon as `is_stopping()`.
    """
    path = logs / f"{words[0]}.log"
    with open(path, "wb") as log:
        child = Child(words[0], [sys.executable, "manage.py", *words], env=env, cwd=ROOT, output=log)
        while child.is_running:
            if is_stopping():
                child.stop()
                raise Interrupted
            wait(child)
    said = path.read_text(errors="replace").strip()
    if child.process.returncode:
        raise CommandFailed(f"manage.py {' '.join(words)} failed: {last_words(said)} (all of it: {path})")
    return said


def wait(child: Child, seconds: float = 0.1) -> None:
    """Sleep until the child ends, at most so long."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.process.wait(seconds)


def last_words(output: str) -> str:
    """The error itself: after a traceback, the lines that follow the frames."""
    lines = [line for line in output.split("\n") if line.strip()]
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].startswith(" "):
            return " ".join(lines[index + 1 :]) or lines[-1].strip()
    return " ".join(lines[-3:]) or "it said nothing"
