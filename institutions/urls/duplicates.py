# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to likely duplicates and merges."""

urlpatterns: list = []
