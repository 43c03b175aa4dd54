# SPDX-License-Identifier: GPL-3.0-or-later
"""Our line to Outreach Wiki: client, mirror, contributors, sync runs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from accounts.permissions import as_ordered
from outreach import notices
from outreach.askers import register_asker
from outreach.connection import Site
from outreach.permissions import may_start_sync
from privacy import subjects
from privacy.registry import register
from work.registry import register_task

__all__ = ["OutreachConfig", "notices"]


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Outreach")

    def ready(self):
        register_task("outreach.sync", "outreach.tasks.run_sync", may=as_ordered(may_start_sync))
        subjects.register(
            "outreach.removal", subjects.SubjectKind(again="outreach.actions.removals.remember_again")
        )
        register("erase", "outreach.actions.removals.leave_out_closed")
        register_asker("outreach.sync", Site.OUTREACH)
        register_task("outreach.members", "outreach.tasks.run_member_check")
        register_task("outreach.accounts", "outreach.tasks.run_look")
        register_asker("outreach.members", Site.META)
        register_asker("outreach.accounts", Site.META)
        # All models are loaded by now, so a page kind may name the actions that it leads to.
        autodiscover_modules("page_kinds")
