# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running stack tells others about itself: its address, its servers, the pids of its processes."""

import contextlib
import json
import os
import signal
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from glamwiki.local.folders import ROOT
from glamwiki.local.processes import is_ours

_NAME = "stack.json"


@dataclass(frozen=True)
class Record:
    """Written by the stack while it runs, in its folder."""

    address: str
    database_url: str
    redis_url: str
    pids: dict[str, int] = field(default_factory=dict)


def write(var: Path, record: Record) -> None:
    """Put the record in place whole: a reader never sees half of it."""
    fresh = var / f"{_NAME}.new"
    # The addresses of servers given from outside hold passwords.
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(record), file)
    fresh.rename(var / _NAME)


def read(var: Path) -> Record | None:
    """The last record, which may be of a stack that is gone; None when there is none to read."""
    try:
        return Record(**json.loads((var / _NAME).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def remove(var: Path) -> None:
    (var / _NAME).unlink(missing_ok=True)


def end_orphans(var: Path) -> list[str]:
    """End processes that outlived a killed stack; returns their names.

    On Linux the kernel ends them already. A pid counts as ours only if it runs our Python in our folder and
    leads a session of its own, as the stack starts them: nothing started from a terminal does.
    """
    record = read(var)
    ended = []
    for name, pid in (record.pids if record else {}).items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if is_ours(pid, {Path(sys.executable).resolve().name}, ROOT) and os.getsid(pid) == pid:
                os.killpg(pid, signal.SIGKILL)
                ended.append(name)
    return ended
