# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the renewal of agreements."""

urlpatterns: list = []
