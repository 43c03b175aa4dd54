# SPDX-License-Identifier: GPL-3.0-or-later
"""Work as rows: runs with claim, heartbeat and progress; the outbox; the sweep."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from work.mail import mailbag
from work.registry import register_channel


class WorkConfig(AppConfig):
    name = "work"
    verbose_name = _("Work")

    def ready(self):
        register_channel("mail", mailbag)
