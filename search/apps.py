# SPDX-License-Identifier: GPL-3.0-or-later
"""One box over everything one may see, and the command palette; owns nothing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
