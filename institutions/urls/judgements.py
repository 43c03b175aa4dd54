# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to alignment and disputes."""

urlpatterns: list = []
