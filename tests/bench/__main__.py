# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.bench [--institutions N] [--pages N] [--only WORDS]`: prints a table and writes var/bench.json."""

import argparse
import json
import os
from pathlib import Path

from tests import servers  # starts the throwaway servers and prepares the environment

os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "DEBUG": "no", "WEB_AS_OWNER": "yes"}

import django
from django.conf import settings
from django.core.management import call_command

django.setup()

from tests import databases  # noqa: E402
from tests.bench import measure, pages, wiki  # noqa: E402

NAME = "bench"
OUTPUT = Path(settings.BASE_DIR) / "var" / "bench.json"


def fresh_database() -> None:
    """An empty, migrated database of its own; the server's processes find it by the environment."""
    with databases.administrator() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{NAME}"')
    databases.use(NAME)
    head, separator, query = os.environ["DATABASE_URL"].partition("?")
    os.environ["DATABASE_URL"] = f"{head.rsplit('/', 1)[0]}/{NAME}{separator}{query}"
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--institutions", type=int, default=100_000)
    parser.add_argument("--moves", type=int, default=10, help="moves of each partnership")
    parser.add_argument("--pages", type=int, default=2_000, help="wiki pages; 0 leaves the wiki out")
    parser.add_argument(
        "--only", default="", help="of the pages those whose names hold this, and nothing else"
    )
    wanted = parser.parse_args()
    busy = measure.busy()
    fresh_database()
    rows = pages.measure(wanted.institutions, wanted.moves, only=wanted.only)
    if wanted.pages and not wanted.only:
        rows += wiki.measure(wanted.pages)
    print(measure.table(rows))
    if busy:
        print(f"The machine was too busy to judge: {busy}.")
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps([row.asdict() for row in rows], indent=1) + "\n")
    print(f"written to {OUTPUT.relative_to(settings.BASE_DIR)}")


if __name__ == "__main__":
    assert servers.ENVIRONMENT
    main()
