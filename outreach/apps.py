# SPDX-License-Identifier: GPL-3.0-or-later
"""Our line to Outreach Wiki: client, mirror, contributors, sync runs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")
