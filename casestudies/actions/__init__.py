# SPDX-License-Identifier: GPL-3.0-or-later
"""The only writers of case studies."""

from casestudies.actions.coauthors import (
    accept_invitation,
    decline_invitation,
    invite_coauthor,
    leave_case_study,
    let_coauthor_go,
)
from casestudies.actions.drafts import (
    begin_case_study,
    file_case_study,
    save_case_study,
    withdraw_case_study,
)
from casestudies.actions.facts import say_facts
from casestudies.actions.figures import drop_figure, link_figures, quote_figure, renew_figure
from casestudies.actions.following import drop_revisions, settle_conflict
from casestudies.actions.guesses import confirm_guess, decide_guesses, reject_guess
from casestudies.actions.holds import release_hold, take_hold
from casestudies.actions.links import link_case_study
from casestudies.actions.mirror import mirror, withdraw_mirrored
from casestudies.actions.pictures import add_named_pictures, add_picture, place_picture, remove_picture
from casestudies.actions.publishing import publish_case_study, settle_edition
from casestudies.actions.reviewing import accept_case_study, hand_back
from casestudies.actions.whole import rewrite_case_study, save_own_sections
from casestudies.actions.wiki_drafts import ask_for_draft

__all__ = [
    "accept_invitation",
    "add_named_pictures",
    "add_picture",
    "decline_invitation",
    "invite_coauthor",
    "leave_case_study",
    "let_coauthor_go",
    "place_picture",
    "remove_picture",
    "release_hold",
    "take_hold",
    "accept_case_study",
    "ask_for_draft",
    "begin_case_study",
    "drop_figure",
    "drop_revisions",
    "file_case_study",
    "hand_back",
    "link_case_study",
    "link_figures",
    "mirror",
    "publish_case_study",
    "quote_figure",
    "renew_figure",
    "confirm_guess",
    "decide_guesses",
    "reject_guess",
    "rewrite_case_study",
    "save_case_study",
    "say_facts",
    "save_own_sections",
    "settle_conflict",
    "settle_edition",
    "withdraw_case_study",
    "withdraw_mirrored",
]
