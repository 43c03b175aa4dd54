# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests with real workers share."""

import sys
import time

import pytest
from django.conf import settings as live

from glamwiki.local.processes import Child

CELERY = [sys.executable, "-m", "celery", "-A", "glamwiki"]
WORKER = [
    *CELERY,
    "worker",
    "-Q",
    "default,wiki",
    "-c",
    "1",
    "-l",
    "INFO",
    "--without-mingle",
    "--without-gossip",
]
PATIENCE = 120  # seconds; a busy machine may start a worker slowly


@pytest.fixture(autouse=True)
def _nothing_by_the_day(settings):
    """A sweep in a test has begun what the test asks for, not all that is due once a day."""
    settings.PERIODIC_RUNS = {}


@pytest.fixture
def start_process(process_environment, tmp_path):
    """Starts processes of Celery that end with the test, whatever becomes of it; each writes a `log` of its own."""
    children = []

    def start(argv=WORKER, **environment):
        log = tmp_path / f"{argv[5]}-{len(children)}.log"
        with log.open("wb") as output:
            child = Child(
                argv[5], argv, env=process_environment | environment, cwd=live.BASE_DIR, output=output
            )
        child.log = log
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()


def wait_until(condition, *children):
    """Until it holds; where a process ended, or it never does, their logs are shown."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline or not all(child.is_running for child in children):
            pytest.fail("\n".join(child.log.read_text()[-4000:] for child in children))
        time.sleep(0.05)
