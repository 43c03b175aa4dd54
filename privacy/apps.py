# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from privacy import subjects
from privacy.registry import register
from work.registry import refuse_by


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self):
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
