# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of institutions: Wikidata items, ties, duplicates and merges, suggestions, judgements."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from accounts.permissions import as_ordered
from institutions.permissions import may_renew_items, may_search
from outreach.askers import register_asker
from outreach.connection import Site
from partnerships.likeness import register_told_apart
from teamwork.notices import register as register_notice
from work.registry import register_task


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("Register of institutions")

    def ready(self):
        register_task("items", "institutions.tasks.items.run_renewal", may=as_ordered(may_renew_items))
        register_asker("items", Site.WIKIDATA)
        register_task("duplicates", "institutions.tasks.duplicates.find_duplicates", may=may_search)
        register_told_apart("institutions.reports.duplicates.told_apart")
        register_notice("suggestion.taken_up", _("“%(record)s”, which you wished for, was taken up."))
        register_notice(
            "suggestion.declined", _("“%(record)s”, which you wished for, was declined: %(answer)s")
        )
        register_notice(
            "suggestion.merged", _("“%(record)s” was joined with another suggestion, “%(target)s”.")
        )
