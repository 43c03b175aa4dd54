# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreements: written, signed, amended, kept, renewed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from teamwork import pages
from work.registry import register_task


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self):
        pages.register("agreements:mou-list", _("Agreements"))
        register_task("agreements.renewals", "agreements.tasks.run_renewals")
