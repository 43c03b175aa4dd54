# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of case studies."""

from casestudies.actions.drafts import (
    begin_case_study,
    file_case_study,
    save_case_study,
    withdraw_case_study,
)
from casestudies.actions.following import drop_revisions, settle_conflict
from casestudies.actions.guesses import confirm_guess, decide_guesses, reject_guess
from casestudies.actions.links import link_case_study
from casestudies.actions.mirror import mirror, withdraw_mirrored
from casestudies.actions.publishing import publish_case_study, settle_edition
from casestudies.actions.whole import rewrite_case_study, save_own_sections
from casestudies.actions.wiki_drafts import ask_for_draft

__all__ = [
    "ask_for_draft",
    "begin_case_study",
    "drop_revisions",
    "file_case_study",
    "link_case_study",
    "mirror",
    "publish_case_study",
    "confirm_guess",
    "decide_guesses",
    "reject_guess",
    "rewrite_case_study",
    "save_case_study",
    "save_own_sections",
    "settle_conflict",
    "settle_edition",
    "withdraw_case_study",
    "withdraw_mirrored",
]
