# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: everything that waits for one person."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TodayConfig(AppConfig):
    name = "today"
    verbose_name = _("Today")
