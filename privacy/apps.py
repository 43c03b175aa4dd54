# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.permissions import withhold
from privacy.registry import register


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self):
        register("export", "accounts.own.own_account")
        register("export", "privacy.own.own_statements")
        # Whoever sees how to reach people has signed that they keep it to themselves.
        withhold("advocate.see", "advocate.edit", unless=has_signed)


def has_signed(user) -> bool:
    """Asked late, when the models are there."""
    return not import_string("privacy.asking.must_sign")(user)
