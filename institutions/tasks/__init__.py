# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors that the clock and the queue open; Celery finds what is named here."""

from institutions.tasks import duplicates, items

__all__ = ["duplicates", "items"]
