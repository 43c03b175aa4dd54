# SPDX-License-Identifier: GPL-3.0-or-later
"""Real dumps of the test's database: made, searched, and restored into a database of its own."""

import os
import re
import subprocess
from collections import Counter

from django.conf import settings

from glamwiki.local.postgres import binaries
from tests import databases

RESTORED = "test_restored"


def _program(name: str, *args: str, **kwargs):
    given = settings.DATABASES["default"]
    where = {"PGHOST": given["HOST"] or given.get("OPTIONS", {}).get("host", ""), "PGUSER": given["USER"]}
    where |= {"PGPORT": str(given["PORT"] or ""), "PGPASSWORD": given["PASSWORD"]}
    environment = os.environ | {key: value for key, value in where.items() if value}
    done = subprocess.run(
        [binaries() / name, *args], env=environment, capture_output=True, text=True, check=False, **kwargs
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def dump(name: str = "") -> str:
    """The whole database as SQL."""
    return _program("pg_dump", "--dbname", name or databases.name_for_this_process())


def restore(text: str) -> None:
    """Make `RESTORED` anew from a dump."""
    with databases.administrator() as cursor:
        cursor.execute(f'drop database if exists "{RESTORED}" with (force)')
        cursor.execute(f'create database "{RESTORED}"')
    _program("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", RESTORED, input=text)


def drop() -> None:
    with databases.administrator() as cursor:
        cursor.execute(f'drop database if exists "{RESTORED}" with (force)')


def hits(text: str, words: str) -> dict[str, int]:
    """{table: lines of its data in which one of the words stands}."""
    found, table = Counter(), ""
    for line in text.splitlines():
        if begins := re.match(r"COPY public\.(\S+) ", line):
            table = begins[1]
        elif re.search(words, line, re.IGNORECASE):
            found[table] += 1
    return dict(found)


def rows(text: str) -> dict[str, int]:
    """{table: how many rows}."""
    counts, table = Counter(), ""
    for line in text.splitlines():
        if begins := re.match(r"COPY public\.(\S+) ", line):
            table = begins[1]
        elif line == "\\.":
            table = ""
        elif table:
            counts[table] += 1
    return dict(counts)
