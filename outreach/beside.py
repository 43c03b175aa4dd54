# SPDX-License-Identifier: GPL-3.0-or-later
"""Has pages read by a process of its own, so that reading and storing have a core each.

Python lets one thread of a process compute at a time, and reading is most of the work of a first sync.
"""

import contextlib
import logging
import pickle
import subprocess
import sys
from collections.abc import Mapping
from threading import Lock

from django.conf import settings

from outreach.parsing.reader import PageText, Read, readings

logger = logging.getLogger(__name__)

_COMMAND = [sys.executable, "-c", "from outreach.parsing.reader import serve; serve()"]


class Beside:
    """Reads in a process beside this one while it lives, and here when it does not. Use it as a context.

    A death of that process costs time and no page; a mistake of ours in reading ends it, and is raised here.
    """

    def __init__(self, *, starts: bool = True):
        self._asking = Lock()
        self._child = _start() if starts else None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        """End the process, also in the middle of its work."""
        if child := self._child:
            child.kill()
            with self._asking:  # a thread that waits for an answer has none now, and lets go
                self._child = None
                _end(child)

    def readings(self, asked: Mapping[int, tuple[Read, PageText]]) -> dict[int, object]:
        """`outreach.parsing.reader.readings` of the same, wherever it is done."""
        with self._asking:
            found = self._ask(asked) if self._child else None
        return readings(asked) if found is None else found

    def _ask(self, asked) -> dict[int, object] | None:
        try:
            self._child.stdin.write(pickle.dumps(dict(asked), pickle.HIGHEST_PROTOCOL))
            self._child.stdin.flush()
            # The pipe's other end is `serve`, which we started: what wikis said is in there as texts, never as pickles.
            return pickle.load(self._child.stdout)  # noqa: S301
        except (OSError, EOFError, pickle.UnpicklingError):
            logger.warning("The process that reads pages is gone; going on without it.")
            _end(self._child)
            self._child = None
            return None


def _end(child: subprocess.Popen) -> None:
    child.kill()
    child.wait()
    child.stdout.close()
    with contextlib.suppress(OSError):  # what was still to be said to it
        child.stdin.close()


def _start() -> subprocess.Popen | None:
    try:
        return subprocess.Popen(
            _COMMAND, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    except OSError as error:  # no memory, no process left: then here
        logger.warning("No process to read pages beside: %s.", error)
        return None
