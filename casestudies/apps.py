# SPDX-License-Identifier: GPL-3.0-or-later
"""Case studies: drafts, the mirrored ones, reading and searching."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from outreach.askers import register_asker
from outreach.connection import Site
from privacy.registry import register
from work.registry import register_task


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Case studies")

    def ready(self):
        register("export", "casestudies.own.own_case_studies")
        register_task("casestudies.wiki-drafts", "casestudies.tasks.bring_drafts")
        register_task("casestudies.pictures", "casestudies.tasks.check_pictures")
        register_asker("casestudies.pictures", Site.COMMONS)
