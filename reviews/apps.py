# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviewing case studies: what the portal asks for, said by a reviewer section by section."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from casestudies.filing import on_filing
from work.registry import register_task


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")

    def ready(self):
        on_filing("reviews.actions.begin_round")
        register_task("reviews.reminders", "reviews.tasks.run_reminders")
