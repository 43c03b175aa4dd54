# SPDX-License-Identifier: GPL-3.0-or-later
"""The product's processes as `make run` starts them, restarted however often they die, and a hand that kills them.

Not glamwiki.local.supervisor: that one gives up after five ends in five minutes, which is right for a person at a
terminal and wrong for fifty kills in one.
"""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from glamwiki.local.processes import Child


@dataclass
class Part:
    """One process of the product, how to start it again, and what it says once it is up."""

    name: str
    start: Callable[[], Child]
    sign: bytes
    child: Child
    # A process that was never up is not worth a kill.
    is_up: bool = False


class Troupe:
    """Starts, restarts and kills. Lives in the main thread, as `Child` demands."""

    def __init__(self, log: Path):
        self.kills: Counter[str] = Counter()
        self._parts: list[Part] = []
        self._log = log.open("ab")
        self._writing = threading.Lock()

    def start(self, name: str, start: Callable[[], Child], *, sign: bytes) -> None:
        part = Part(name, start, sign, start())
        self._parts.append(part)
        self._follow(part)

    def _follow(self, part: Part) -> None:
        """Read what it says, so that it never waits for a reader."""
        child, name = part.child, part.name
        source = child.process.stdout

        def copy() -> None:
            for line in iter(source.readline, b""):
                with self._writing:
                    self._log.write(f"{time.strftime('%H:%M:%S')} [{name}] ".encode() + line)
                    self._log.flush()
                part.is_up = part.is_up or (part.sign in line and part.child is child)
            source.close()

        threading.Thread(target=copy, daemon=True).start()

    def look_after(self) -> None:
        """Start again what is gone."""
        for part in self._parts:
            if not part.child.is_running:
                part.child.kill()  # what it left in its group
                part.child, part.is_up = part.start(), False
                self._follow(part)

    def kill_one(self, chance: random.Random, kinds: list[str]) -> str | None:
        """`kill -9` of one process of the first of the kinds that has one that did some work; returns the kind.

        A kind is the beginning of a part's name, or that and ` child` for one of the part's own children.
        """
        for kind in kinds:
            name, _, which = kind.partition(" ")
            parts = [part for part in self._parts if part.name.startswith(name) and part.is_up]
            pids = [part.child.pid for part in parts if part.child.is_running]
            if which == "child":
                pids = [child for pid in pids for child in _children_of(pid)]
            if pids and _killed(chance.choice(pids)):
                self.kills[kind] += 1
                return kind
        return None

    def stop(self) -> None:
        for part in self._parts:
            part.child.ask_to_stop()
        for part in self._parts:
            part.child.stop()
        self._parts.clear()


def _killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(child) for child, parent in rows if int(parent) == pid]
