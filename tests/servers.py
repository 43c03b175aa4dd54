# SPDX-License-Identifier: GPL-3.0-or-later
"""Throwaway PostgreSQL and Valkey for the tests, up before the settings are read (`-p tests.servers`).

Each run takes the first free slot `var/test-<n>`, so several runs may go on at once in one checkout. A slot's
cluster is kept: the next run finds its migrated template database. With TEST_DATABASE_URL or TEST_REDIS_URL
set that server is used instead. DATABASE_URL and REDIS_URL are never touched: they may be real ones.
"""

import atexit
import os
import shutil
from pathlib import Path

from glamwiki.local.folders import ROOT, FolderTaken, give_back, lock, sockets_for
from glamwiki.local.postgres import Postgres, ServerFailed
from glamwiki.local.valkey import Valkey

_SLOTS = 32
_STARTED = "GLAMWIKI_TEST_SLOT"

# No test reads the developer's settings, and none can reach a real wiki: nothing listens on port 9.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "glamwiki.settings",
    "SECRET_KEY": "for tests only: 0123456789 abcdefghijklmnopqrstuvwxyz",
    "DEBUG": "yes",  # pytest-django turns settings.DEBUG off; this chooses the storage that needs no build
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "SITE_URL": "http://127.0.0.1:8000",
    "WIKI_URL": "http://127.0.0.1:9/w/",
    "META_URL": "http://127.0.0.1:9/w/",
    "COMMONS_URL": "http://127.0.0.1:9/w/",
    "WIKIDATA_URL": "http://127.0.0.1:9/w/",
    "WIKI_ACCESS_TOKEN": "",
    "WIKI_CASE_STUDY_TOP": "",
    "WIKI_CASE_STUDY_BOTTOM": "",
    "CASE_STUDY_REVIEW_FIRST": "yes",
    "REVIEW_DUE_DAYS": "14",
    "FEED_DAYS": "90",
    "WIKI_REQUESTS_PER_MINUTE": "1000000",  # the tests of the budget make a gate of their own
    "WIKI_LATE_AFTER": "3",
    "WIKI_STALE_AFTER": "24",
    "METRICS_TOKEN": "",
    "WIKI_OAUTH_URL": "http://127.0.0.1:9/w/rest.php",
    "WIKI_OAUTH_CLIENT_ID": "",
    "WIKI_OAUTH_CLIENT_SECRET": "",
    "TOKEN_KEYS": "Zm9yIHRlc3RzIG9ubHkgZm9yIHRlc3RzIG9ubHkgISE=",
    "OPERATOR_CONTACT": "tests@example.org",
    "EMAIL_URL": "consolemail://",
    "TIME_ZONE": "UTC",
    "LOG_LEVEL": "WARNING",
    "SECRET_KEY_FALLBACKS": "",
    "CLAMD_ADDRESS": "",
    "ADMIN_HOST": "",
    "PROTECTED_COUNTRIES": "KP",
    "REMOVAL_KEY": "",
    "SUPPRESSION_KEY": "",
    "ERASURES_FILE": "",
    "MEDIA_STORAGE": "",
    "MEDIA_STORAGE_OPTIONS": "{}",
    # Whoever waits in the database for a lock that is never given back fails before the test is given up.
    "PGOPTIONS": "-c statement_timeout=380s",
}


def _take_slot() -> Path:
    for number in range(_SLOTS):
        slot = ROOT / "var" / f"test-{number}"
        try:
            file, _ = lock(slot)
        except FolderTaken:
            continue
        atexit.register(give_back, file)
        return slot
    raise SystemExit(f"{_SLOTS} test runs are going on in this checkout already.")


def _start_postgres(slot: Path) -> str:
    server = Postgres(slot / "postgres", sockets_for(slot), careless=True)
    try:
        child = server.start()
    except ServerFailed:
        # Without fsync a crash of the machine may have spoilt it; there is nothing in it to miss.
        shutil.rmtree(slot / "postgres")
        child = server.start()
    atexit.register(child.stop)
    return server.url("postgres")


def _start_valkey(slot: Path, name: str) -> str:
    server = Valkey(slot / name, sockets_for(slot), name=name, careless=True)
    atexit.register(server.start().stop)
    return server.url


def _prepare() -> None:
    """Start what is missing and say where it is in the environment.

    The workers of pytest-xdist inherit the environment: they share PostgreSQL, each in a database of its own,
    and start a Valkey each, because clearing the cache clears all of it.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    os.environ.update(ENVIRONMENT)
    if worker == "main":
        slot = _take_slot()
        os.environ[_STARTED] = str(slot)
        os.environ["MEDIA_ROOT"] = str(slot / "media")
        os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or _start_postgres(slot)
    slot = Path(os.environ[_STARTED])
    os.environ["REDIS_URL"] = os.environ.get("TEST_REDIS_URL") or _start_valkey(slot, f"valkey-{worker}")


_prepare()
