# SPDX-License-Identifier: GPL-3.0-or-later
"""Wiring: settings, routes, worker, API router. Imports everyone, is imported by nobody."""

__version__ = "0.1.0"
