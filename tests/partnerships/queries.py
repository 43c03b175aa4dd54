# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting what goes to the database, without the savepoints that only a test's own transaction makes."""

import re
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The history's context is put in front of whatever comes next.
_CONTEXT = re.compile(r"^SELECT set_config\('pghistory.*?true\); ")
_FRAME = re.compile(r"(RELEASE |ROLLBACK TO )?SAVEPOINT|BEGIN|COMMIT")


@contextmanager
def without_savepoints():
    """Yields a function that lists the queries of the block so far."""
    with CaptureQueriesContext(connection) as captured:
        yield lambda: [
            query["sql"]
            for query in captured.captured_queries
            if not _FRAME.match(_CONTEXT.sub("", query["sql"]))
        ]
