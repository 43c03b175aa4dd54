# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements: written, signed, amended, kept, renewed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from partnerships.forgetting import on_asking_what_binds, on_forgetting
from teamwork import pages
from work.registry import register_task


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self):
        pages.register("agreements:mou-list", _("Agreements"))
        on_forgetting("agreements.actions.forget_signatories")
        on_asking_what_binds("agreements.actions.what_binds")
        pages.register("agreements:commitment-list", _("Commitments"))
        register_task("agreements.renewals", "agreements.tasks.run_renewals")
        register_task("agreements.reminders", "agreements.tasks.run_reminders")
        register_task("agreements.lapsing", "agreements.tasks.run_lapsing")
        register_task("agreements.scan", "agreements.tasks.run_scan")
        register_task("agreements.files", "agreements.tasks.run_file_sweep")
