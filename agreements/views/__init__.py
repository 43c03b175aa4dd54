# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to agreements, cut by noun."""
