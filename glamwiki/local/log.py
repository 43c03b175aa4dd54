# SPDX-License-Identifier: GPL-3.0-or-later
"""What the one-command stack says: steps with their duration, and the processes' lines under a coloured name."""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO

_COLOURS = {"stack": 36, "web": 32, "worker": 35, "beat": 33, "postgres": 34, "valkey": 31}
_WIDTH = 8
_writing = threading.Lock()


def _is_coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def label(name: str) -> str:
    """`[web]     ` in the colour of its process, or plain where the output is no terminal."""
    text = f"[{name}]".ljust(_WIDTH)
    return f"\x1b[{_COLOURS.get(name, 37)}m{text}\x1b[0m" if _is_coloured() else text


def say(message: str, name: str = "stack") -> None:
    """Write one line under a name. A reader that went away (`make run | head`) is no error."""
    with _writing, contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{label(name)} {message}\n")
        sys.stdout.flush()


@contextlib.contextmanager
def step(what: str, telling: Callable[[str], None] = say) -> Iterator[list[str]]:
    """Say what was done and how long it took; the body may append remarks to the yielded list."""
    began = time.monotonic()
    remarks: list[str] = []
    yield remarks
    remark = f" ({', '.join(remarks)})" if remarks else ""
    telling(f"{what}{remark}: {time.monotonic() - began:.1f} s")


def stream(name: str, source: IO[bytes]) -> threading.Thread:
    """Print every line of a process under its name until it closes its output."""

    def copy() -> None:
        # A process that writes half a line and dies still gets its half line printed.
        for line in iter(source.readline, b""):
            say(line.decode("utf-8", "replace").rstrip("\r\n"), name)
        source.close()

    thread = threading.Thread(target=copy, name=f"log of {name}", daemon=True)
    thread.start()
    return thread
