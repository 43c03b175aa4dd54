# SPDX-License-Identifier: GPL-3.0-or-later
"""Learning from case studies: those most like a partnership, obstacles, guides, a first partnership with a mentor."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from work.registry import register_task


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self):
        register_task("learning.read", "learning.tasks.run_reading")
