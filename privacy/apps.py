# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from privacy import subjects
from privacy.registry import register
from work.registry import refuse_by, register_task


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self):
        # What every app says of its own fields, then what is said for those that know nothing of us.
        autodiscover_modules("personal")
        import_module("privacy.others")
        import_module("privacy.checks")
        register_task("privacy.purge", "privacy.tasks.run_purge")
        refuse_by("privacy.suppression.is_suppressed")
        register("export", "privacy.exporting.held_of_user")
        subjects.register(
            "privacy.suppression",
            subjects.SubjectKind(again="privacy.actions.suppressing.suppress_again"),
        )
        subjects.register(
            subjects.USER,
            subjects.SubjectKind(
                words="privacy.actions.closing.words_of_user", again="privacy.actions.closing.close_again"
            ),
        )
