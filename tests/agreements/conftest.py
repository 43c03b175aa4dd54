# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for agreements."""

from tests.threads import at_once

__all__ = ["at_once"]
