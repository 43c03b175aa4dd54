# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the mirror which pages are case studies; imported by `outreach` when all apps are loaded."""

from casestudies.actions import withdraw_mirrored
from casestudies.actions.translations import withdraw_translations
from casestudies.mirroring import apply_many, translate_many
from casestudies.parsing import PREFIXES, is_case_study
from casestudies.parsing.translations import is_translation
from outreach.kinds import PageKind, register

register(
    PageKind(
        name="case-study",
        prefixes=PREFIXES,
        matches=is_case_study,
        apply_many=apply_many,
        withdraw_many=withdraw_mirrored,
    )
)
register(
    PageKind(
        name="translation",
        prefixes=PREFIXES,
        matches=is_translation,
        apply_many=translate_many,
        withdraw_many=withdraw_translations,
        only_translations=True,
    )
)
