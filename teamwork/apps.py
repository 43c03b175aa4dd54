# SPDX-License-Identifier: GPL-3.0-or-later
"""Working together on any record: notes, mentions, tasks, followers, notices, saved views."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamworkConfig(AppConfig):
    name = "teamwork"
    verbose_name = _("Teamwork")
