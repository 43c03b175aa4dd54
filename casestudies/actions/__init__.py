# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of case studies."""

from casestudies.actions.drafts import (
    begin_case_study,
    file_case_study,
    save_case_study,
    withdraw_case_study,
)
from casestudies.actions.guesses import confirm_guess, decide_guesses, reject_guess
from casestudies.actions.links import link_case_study
from casestudies.actions.mirror import mirror, withdraw_mirrored
from casestudies.actions.wiki_drafts import ask_for_draft

__all__ = [
    "ask_for_draft",
    "begin_case_study",
    "confirm_guess",
    "decide_guesses",
    "file_case_study",
    "link_case_study",
    "mirror",
    "reject_guess",
    "save_case_study",
    "withdraw_case_study",
    "withdraw_mirrored",
]
