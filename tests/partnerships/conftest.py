# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for partnerships."""

from tests.threads import at_once

__all__ = ["at_once"]
