# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker, asking for ten pages at a time: so that a small wiki takes many batches to mirror."""

import sys

from celery.__main__ import main

from outreach.wiki import client

client.BATCH = 10

if __name__ == "__main__":
    sys.exit(main())
