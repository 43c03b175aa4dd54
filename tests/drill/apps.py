# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the drill's effect known to the product's processes."""

from importlib import import_module

from django.apps import AppConfig


class DrillConfig(AppConfig):
    """Not one of the product's apps: only the drill's settings know it."""

    name = "tests.drill"
    label = "drill"

    def ready(self):
        import_module("tests.drill.effect").connect()
