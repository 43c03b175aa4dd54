# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: everything that waits for one person."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from privacy.registry import register
from work.registry import register_task


class TodayConfig(AppConfig):
    name = "today"
    verbose_name = _("Today")

    def ready(self):
        register("export", "today.own.own_today")
        register_task("today.digest", "today.tasks.run_digests")
