# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of institutions: Wikidata items, ties, duplicates and merges, suggestions, judgements."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    name = "institutions"
    verbose_name = _("Register of institutions")
