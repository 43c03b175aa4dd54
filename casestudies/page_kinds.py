# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells the mirror which pages are case studies, and hears how publishing one ended; imported when all apps are loaded."""

from casestudies.actions import drop_revisions, settle_edition, withdraw_mirrored
from casestudies.actions.publishing import KIND
from casestudies.actions.translations import withdraw_translations
from casestudies.mirroring import apply_many, translate_many
from casestudies.parsing import PREFIXES, is_case_study
from casestudies.parsing.reading import read, read_translation
from casestudies.parsing.translations import is_translation
from casestudies.permissions import may_still_publish
from outreach import orders
from outreach.kinds import PageKind, register, register_keeper

register(
    PageKind(
        name="case-study",
        prefixes=PREFIXES,
        matches=is_case_study,
        apply_many=apply_many,
        read=read,
        withdraw_many=withdraw_mirrored,
    )
)
register(
    PageKind(
        name="translation",
        prefixes=PREFIXES,
        matches=is_translation,
        apply_many=translate_many,
        read=read_translation,
        withdraw_many=withdraw_translations,
        only_translations=True,
    )
)
orders.register(orders.OrderKind(name=KIND, settled=settle_edition, may=may_still_publish))
register_keeper(drop_revisions)
