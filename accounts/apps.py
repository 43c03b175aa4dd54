# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, affiliates, memberships and roles, and the wiki accounts people sign in with."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts import checks
from work.registry import ask_whether_unwanted

__all__ = ["AccountsConfig", "checks"]


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        # They need the models, which are not there yet above.
        import_module("accounts.recording").listen()
        import_module("accounts.one_step").hold_everywhere()
        import_module("accounts.walls").stand()
        ask_whether_unwanted("accounts.optional_mails.is_unwanted")
