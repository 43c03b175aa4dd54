# SPDX-License-Identifier: GPL-3.0-or-later
"""Personal data: what it is and how long it is kept, and what people may ask of us about their own."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string
from django.utils.translation import gettext_lazy as _

from accounts.permissions import withhold
from privacy import subjects
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
        register_task("privacy.search", "privacy.tasks.run_searches")
        refuse_by("privacy.suppression.is_suppressed")
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
        # Whoever sees how to reach people has signed that they keep it to themselves.
        withhold("advocate.see", "advocate.edit", unless=has_signed)


def has_signed(user) -> bool:
    """Asked late, when the models are there."""
    return not import_string("privacy.asking.must_sign")(user)
