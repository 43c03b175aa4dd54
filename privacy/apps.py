# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from work.registry import register_task


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self):
        # What every app says of its own fields, then what is said for those that know nothing of us.
        autodiscover_modules("personal")
        import_module("privacy.others")
        import_module("privacy.checks")
        register_task("privacy.purge", "privacy.tasks.run_purge")
