# SPDX-License-Identifier: GPL-3.0-or-later
"""How the three processes of the product are started on a developer's machine, and when they are ready."""

import http.client
import os
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from glamwiki.local.folders import ROOT
from glamwiki.local.processes import Child

_ACCESS_LOG = "%(m)s %(U)s %(s)s, %(L)s s"  # no query string: it may hold what somebody searched for
# A page of this machine is asked directly, whatever proxy the environment names.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _start(name: str, argv: list[object], env: Mapping[str, str], **options) -> Child:
    python = (
        [sys.executable, "-W", "ignore::Warning:celery.platforms"] if os.geteuid() == 0 else [sys.executable]
    )
    # The warning is about root, whose own machine this is then; nothing but JSON is accepted from the queue.
    return Child(name, [*python, "-m", *argv], env=env, cwd=ROOT, output=subprocess.PIPE, **options)


def start_web(env: Mapping[str, str], port: int) -> Child:
    """gunicorn with threads: pages wait for PostgreSQL, slow work is the worker's."""
    memory = Path("/dev/shm")  # noqa: S108  gunicorn makes a file of its own there
    argv: list[object] = ["gunicorn", "glamwiki.wsgi", "--bind", f"127.0.0.1:{port}"]
    argv += ["--worker-class", "gthread", "--workers", 1, "--threads", 8, "--timeout", 60]
    argv += ["--graceful-timeout", 5, "--keep-alive", 5, "--no-control-socket", "--log-level", "warning"]
    argv += ["--worker-tmp-dir", memory if memory.is_dir() else tempfile.gettempdir()]
    argv += ["--access-logfile", "-", "--access-logformat", _ACCESS_LOG]
    argv += ["--logger-class", "glamwiki.access_log.AccessLog"]
    return _start("web", argv, env, death_signal=signal.SIGQUIT)


def start_worker(env: Mapping[str, str]) -> Child:
    """Celery for both queues. SIGQUIT gives running tasks a moment and returns the rest to the queue.

    It must die hard with its parent: asked politely it would wait for a broker that went with it.
    """
    env = {"GLAMWIKI_PART": "worker", **env}
    argv = ["celery", "--quiet", "-A", "glamwiki", "worker", "-Q", "default,wiki", "-c", 2, "-l", "info"]
    argv += ["--without-gossip", "--without-mingle"]
    return _start("worker", argv, env, stop_signal=signal.SIGQUIT, grace=15)


def start_beat(env: Mapping[str, str], var: Path) -> Child:
    """The clock; its memory of what ran last is a file that may be lost."""
    argv = ["celery", "--quiet", "-A", "glamwiki", "beat", "-l", "info", "-s", var / "beat", "--pidfile="]
    return _start("beat", argv, env)


def answers(url: str, patience: float = 5) -> bool:
    """Whether the address answers HTTP 200."""
    try:
        with _direct.open(url, timeout=patience) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        return False


def wait_until_open(address: str, keep_waiting: Callable[[], bool]) -> bool:
    """Wait for the health page, then ask for the front page. Returns whether both answered 200.

    `keep_waiting` is asked after each try; it sleeps between them. A process that is up and answers the front
    page with an error will go on doing so: it gets three tries.
    """
    while not answers(address + "healthz"):
        if not keep_waiting():
            return False
    for _ in range(3):
        if answers(address, patience=30):
            return True
        if not keep_waiting():
            return False
    return False
