# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers the app, so that Django finds its template tags."""

from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "interface"
