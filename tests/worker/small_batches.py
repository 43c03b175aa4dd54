# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker, asking for ten pages at a time and storing them at once: a small wiki takes many batches to mirror."""

import sys

from celery.__main__ import main
from celery.signals import worker_process_init

from outreach.wiki import client

client.BATCH = 10


def store_at_once(**_signal) -> None:
    """Once Django is set up: only then can the sync be imported."""
    sys.modules["outreach.sync"].STORED_AT_ONCE = 10


if __name__ == "__main__":
    worker_process_init.connect(store_at_once)
    sys.exit(main())
