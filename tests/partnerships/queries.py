# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting what goes to the database, without the savepoints that only a test's own transaction makes."""

import re
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.statements import bare

_FRAME = re.compile(r"(RELEASE |ROLLBACK TO )?SAVEPOINT|BEGIN|COMMIT")


@contextmanager
def without_savepoints():
    """Yields a function that lists the queries of the block so far."""
    with CaptureQueriesContext(connection) as captured:
        yield lambda: [
            query["sql"] for query in captured.captured_queries if not _FRAME.match(bare(query["sql"]))
        ]
