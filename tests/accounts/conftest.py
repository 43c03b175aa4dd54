# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of accounts share: threads that start together."""

from tests.threads import at_once

__all__ = ["at_once"]
