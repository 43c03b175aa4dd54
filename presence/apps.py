# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a partnership stands on the wikis and beside them: categories, programmes, events, tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from outreach.askers import register_asker
from outreach.connection import Site
from work.registry import register_task


class PresenceConfig(AppConfig):
    name = "presence"
    verbose_name = _("Presence on the wikis")

    def ready(self):
        register_task("presence.check", "presence.tasks.run_check")
        register_asker("presence.check", Site.COMMONS)
