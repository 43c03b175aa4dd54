# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads everyone, writes nothing of others."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "dashboards"
    verbose_name = _("Dashboards")
