# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for the register of institutions."""

from tests.threads import at_once

__all__ = ["at_once"]
