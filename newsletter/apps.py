# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsletter of the movement: issues, reports by area, topics and trends."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "newsletter"
    verbose_name = _("Newsletter")
