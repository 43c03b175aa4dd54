# SPDX-License-Identifier: GPL-3.0-or-later
"""Institutions, advocates, the pipeline, agreements and commitments."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Partnerships")
