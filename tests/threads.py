# SPDX-License-Identifier: GPL-3.0-or-later
"""Two threads at one moment, for what must happen once however often it is asked for."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections


@pytest.fixture
def at_once():
    """Call a function in two threads at the same moment; returns both results, exceptions among them.

    The test needs real transactions: `@pytest.mark.django_db(transaction=True)`.
    """

    def run(function):
        together = threading.Barrier(2, timeout=10)

        def one(_number):
            together.wait()
            try:
                return function()
            except Exception as error:  # what went wrong is the result
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as threads:
            return list(threads.map(one, range(2), timeout=30))

    return run
