# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")
