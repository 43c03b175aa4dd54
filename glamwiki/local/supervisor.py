# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the parts of a stack running, and stops them in the order in which they need each other.

A part that ends by itself is started again, because a stack that gives up over one crash is of no use to
somebody trying it; after RESTARTS ends within WINDOW seconds it gives up after all, and says so.
"""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from glamwiki.local.log import say, stream
from glamwiki.local.processes import Child

RESTARTS = 5
WINDOW = 300


class GaveUp(Exception):
    """A part ended too often; the message names it."""


@dataclass
class Part:
    """One long-running process and how to start it (again)."""

    name: str
    start: Callable[[], Child]
    is_server: bool
    child: Child
    ends: list[float] = field(default_factory=list)
    reader: threading.Thread | None = None

    def follow_output(self) -> None:
        if self.child.process.stdout is not None:
            self.reader = stream(self.name, self.child.process.stdout)


class Supervisor:
    """Starts parts, watches them, stops them. Lives in the main thread."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        # No threading.Event: set by a handler that interrupts its own wait(), it waits for a lock held below it.
        self.is_stopping = False

    def obey_signals(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal stop everything; asked a second time, at once."""
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._on_signal)

    def _on_signal(self, _signum, _frame) -> None:
        if self.is_stopping:
            for part in self._parts:
                part.child.kill()
        self.is_stopping = True

    def start(self, name: str, start: Callable[[], Child], *, is_server: bool = False) -> Child:
        """Start a part and watch it from now on. Raises what `start` raises."""
        part = Part(name, start, is_server, start())
        self._parts.append(part)
        part.follow_output()
        return part.child

    def pids(self) -> dict[str, int]:
        """The process id of every part that is no server, by name."""
        return {part.name: part.child.pid for part in self._parts if not part.is_server}

    def check(self) -> bool:
        """Start again what ended by itself; returns whether anything was. Raises GaveUp."""
        ended = [part for part in self._parts if not part.child.is_running]
        for part in ended:
            if not self.is_stopping:
                self._start_again(part)
        return bool(ended)

    def _start_again(self, part: Part) -> None:
        now = time.monotonic()
        part.ends = [moment for moment in part.ends if now - moment < WINDOW] + [now]
        how = _how_it_ended(part.child.process)
        if len(part.ends) > RESTARTS:
            raise GaveUp(
                f"{part.name} {how} for the {len(part.ends)}th time in {WINDOW // 60} minutes: stopping"
            )
        # What it left in its group would still answer for a moment those who heard that it ended.
        part.child.kill()
        say(f"{part.name} {how}: starting it again ({len(part.ends)} of {RESTARTS})")
        if not self._asked_within(1):
            part.child = part.start()
            part.follow_output()

    def watch(self, on_change: Callable[[], None] = lambda: None) -> None:
        """Stay until asked to stop; calls `on_change` after something was started again. Raises GaveUp."""
        while not self._asked_within(0.2):
            if self.check():
                on_change()

    def _asked_within(self, seconds: float) -> bool:
        """Wait so long, or less when asked to stop; returns whether asked."""
        deadline = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.is_stopping

    def stop(self) -> None:
        """Stop our processes together, then the servers they lean on, last started first."""
        self.is_stopping = True
        ours = [part for part in self._parts if not part.is_server]
        for part in ours:
            part.child.ask_to_stop()
        for part in [*ours, *reversed([part for part in self._parts if part.is_server])]:
            part.child.stop()
            if part.reader is not None:
                part.reader.join(1)
        self._parts.clear()


def _how_it_ended(process: subprocess.Popen) -> str:
    code = process.returncode
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended by itself (code {code})"
