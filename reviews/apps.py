# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviewing case studies: what the portal asks for, said by a reviewer section by section."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")
