# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors to the text of an agreement, its templates and amendments."""

urlpatterns: list = []
