# SPDX-License-Identifier: GPL-3.0-or-later
"""Working together on any record: notes, mentions, tasks, followers, notices, saved views."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from privacy.registry import register


class TeamworkConfig(AppConfig):
    name = "teamwork"
    verbose_name = _("Teamwork")

    def ready(self):
        register("export", "teamwork.own.own_teamwork")
        # All models are loaded by now: each app says which of its records carry notes and tasks.
        autodiscover_modules("threads")
