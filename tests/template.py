# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m tests.template`: migrates the template database of the first free slot, for runs that copy its folder."""

from tests import servers  # noqa: I001  the servers are up before Django reads where they are

import django

from tests import databases

__all__ = ["servers"]

if __name__ == "__main__":
    django.setup()
    with databases.administrator() as cursor:
        print(databases.make_template(cursor))
