# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to parts and members."""

urlpatterns: list = []
