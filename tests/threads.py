# SPDX-License-Identifier: GPL-3.0-or-later
"""Several threads at one moment, for what must happen once however often it is asked for."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections


def race(*runners):
    """Call the functions at the same moment, each on its own connection; their results, exceptions among them.

    The test needs real transactions: `@pytest.mark.django_db(transaction=True)`.
    """
    together = threading.Barrier(len(runners), timeout=20)

    def run(runner):
        together.wait()
        try:
            return runner()
        except Exception as error:  # what went wrong is the result
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(runners)) as threads:
        return list(threads.map(run, runners, timeout=60))


@pytest.fixture
def at_once():
    """Call one function in two threads at the same moment; both results."""
    return lambda function: race(function, function)
